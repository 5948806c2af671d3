/** Steps of the slider, in shares of the width. */
const STEP = 0.02;
const LARGE_STEP = 0.1;

/** Where a key moves the slider to; undefined for keys that are not its own. */
export function slide(share: number, key: string): number | undefined {
  const to: Record<string, number> = {
    ArrowLeft: share - STEP,
    ArrowDown: share - STEP,
    ArrowRight: share + STEP,
    ArrowUp: share + STEP,
    PageDown: share - LARGE_STEP,
    PageUp: share + LARGE_STEP,
    Home: 0,
    End: 1,
  };
  const wanted = to[key];
  return wanted === undefined ? undefined : within(wanted);
}

export const within = (share: number): number => Math.min(1, Math.max(0, share));
