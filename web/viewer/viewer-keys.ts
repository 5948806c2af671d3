import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { toggleFullScreen } from './full-screen-button.tsx';

type Part = RefObject<HTMLElement | null>;

/** Keys that move and zoom the map; Leaflet takes them while the map has the focus. */
const OF_THE_MAP = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', '+', '=', '-', '_']);
/** What takes letters itself. */
const TAKES_LETTERS = 'input, select, textarea, dialog, [role=menu]';

/**
 * The map's keys for a page that is all map: they work as soon as it is open. F also works from its buttons, so that it ends
 * what a click on the button began.
 */
export function useViewerKeys(frame: Part, canvas: Part): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const focused = document.activeElement ?? document.body;
      if (event.key.toLowerCase() === 'f') {
        const isFree = focused === document.body || frame.current?.contains(focused);
        if (isFree && !focused.closest(TAKES_LETTERS)) toggleFullScreen(frame.current);
      } else if (focused === document.body && OF_THE_MAP.has(event.key)) {
        // Captured: the map, focused now, still takes this key.
        canvas.current?.focus({ preventScroll: true });
      }
    };
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  }, [frame, canvas]);
}
