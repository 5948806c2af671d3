/** A name that a window holds while it is at something, so that others of this browser know. Ends with the page, however it ends. */

/** @returns how to let go of it */
export function hold(name: string): () => void {
  let release: (() => void) | undefined;
  let isOver = false;
  const held = () =>
    new Promise<void>((resolve) => {
      release = resolve;
      if (isOver) resolve();
    });
  // Only where the page came by HTTPS or from this machine.
  void navigator.locks?.request(name, { mode: 'shared' }, held).catch(() => {});
  return () => {
    isOver = true;
    release?.();
  };
}

export async function isHeld(name: string): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query().catch(() => undefined)) ?? {};
  return held.some((lock) => lock.name === name);
}
