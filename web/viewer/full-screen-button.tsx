import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { CloseIcon, FullScreenIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';

/** Not shown where the browser has no full screen for pages (iPhone). Esc ends it, as the browser sees to. */
export function FullScreenButton({ frame }: { frame: RefObject<HTMLElement | null> }) {
  const full = useSignal(false);
  useEffect(() => {
    const changed = () => {
      full.value = document.fullscreenElement !== null;
    };
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, [full]);
  if (!document.fullscreenEnabled) return null;
  const toggle = () => (full.value ? document.exitFullscreen() : frame.current?.requestFullscreen());
  const label = full.value ? text.endFullScreen : text.fullScreen;
  return (
    <button type="button" class="button plain square" onClick={toggle} aria-label={label} title={label}>
      {full.value ? <CloseIcon /> : <FullScreenIcon />}
    </button>
  );
}
