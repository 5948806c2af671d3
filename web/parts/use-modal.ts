import { useEffect, useRef } from 'preact/hooks';

/** A dialog that is open for as long as it is there; closing it returns the focus to where it was. */
export function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return { dialog, close: () => dialog.current?.close() };
}
