import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { CloseIcon, FullScreenIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';

type Frame = RefObject<HTMLElement | null>;

/** Full screen for an element, or the end of it; nothing where the browser has none for pages (iPhone). */
export function toggleFullScreen(frame: HTMLElement | null): void {
  if (!document.fullscreenEnabled) return;
  // Refused when no key or button was pressed a moment ago: then nothing changes.
  const turned = document.fullscreenElement ? document.exitFullscreen() : frame?.requestFullscreen();
  turned?.catch(() => {});
}

/** Not shown where the browser has no full screen for pages (iPhone). Esc ends it: most browsers see to that themselves. */
export function FullScreenButton({ frame }: { frame: Frame }) {
  const full = useSignal(false);
  useEffect(() => {
    const changed = () => {
      full.value = document.fullscreenElement !== null;
    };
    const ended = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && document.fullscreenElement) toggleFullScreen(null);
    };
    document.addEventListener('fullscreenchange', changed);
    addEventListener('keydown', ended);
    return () => {
      document.removeEventListener('fullscreenchange', changed);
      removeEventListener('keydown', ended);
    };
  }, [full]);
  if (!document.fullscreenEnabled) return null;
  const label = full.value ? text.endFullScreen : text.fullScreen;
  return (
    <button
      type="button"
      class="button plain square"
      onClick={() => toggleFullScreen(frame.current)}
      aria-label={label}
      title={label}
    >
      {full.value ? <CloseIcon /> : <FullScreenIcon />}
    </button>
  );
}
