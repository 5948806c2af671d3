import { useEffect, useRef } from 'preact/hooks';

/**
 * Takes files that are dropped anywhere on the page, other than on a place that takes them itself; without it the browser
 * would leave the page and show the file. `taken` is called while the drop is handled.
 */
export function useDropAnywhere(taken: (dropped: DataTransfer) => void): void {
  const latest = useRef(taken);
  latest.current = taken;
  useEffect(() => {
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
  }, []);
}
