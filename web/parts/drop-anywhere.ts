import { useEffect, useRef } from 'preact/hooks';

/**
 * Takes files that are dropped anywhere on the page, other than on a place that takes them itself; without it the browser
 * would leave the page and show the file. `taken` is called while the drop is handled. `isOn` false lets the browser have them.
 */
export function useDropAnywhere(taken: (dropped: DataTransfer) => void, isOn = true): void {
  const latest = useRef(taken);
  latest.current = taken;
  useEffect(() => {
    if (!isOn) return;
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files') || event.defaultPrevented) return;
      event.preventDefault();
      latest.current(event.dataTransfer);
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, [isOn]);
}
