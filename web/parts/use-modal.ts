import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * A dialog that is open for as long as it is there; closing it returns the focus to where it was. It opens with the click that asks for
 * it, not after the next frame: what is typed until then would go to the page behind.
 */
export function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return { dialog, close: () => dialog.current?.close() };
}
