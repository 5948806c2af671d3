import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import { HistoryIcon } from '../icons/icons.tsx';
import { Moment } from '../parts/moment.tsx';
import { lazy } from '../routing/lazy.tsx';
import { text } from '../text/en.ts';

/** Who only looks at the map does not pay for the list of its builds. */
const BuildMenu = lazy(() => import('./build-menu.tsx'));

type Props = { id: string; shown: MapJson; choose: (build: string) => void };

/** The age of the build on show; opens the menu of builds. Esc and a click elsewhere close it. */
export function BuildsButton({ id, shown, choose }: Props) {
  const open = useSignal(false);
  const frame = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    open.value = false;
    button.current?.focus();
  }, [open]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !open.peek()) return;
      // One Esc closes one thing: not full screen, too.
      event.preventDefault();
      close();
    };
    const elsewhere = (event: Event) => {
      if (!frame.current?.contains(event.target as Node)) open.value = false;
    };
    // Captured: Leaflet keeps the events of its map to itself.
    addEventListener('pointerdown', elsewhere, true);
    addEventListener('focusin', elsewhere);
    addEventListener('keydown', onKey, true);
    return () => {
      removeEventListener('keydown', onKey, true);
      removeEventListener('pointerdown', elsewhere, true);
      removeEventListener('focusin', elsewhere);
    };
  }, [open, close]);
  return (
    <div class="builds" ref={frame}>
      <button
        type="button"
        class="button plain builds-button"
        ref={button}
        aria-haspopup="menu"
        aria-expanded={open.value}
        title={text.buildsOfMap}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <HistoryIcon />
        <span>
          <span class="unseen">{text.shownBuild}</span> <Moment time={shown.madeAt} />
        </span>
      </button>
      {open.value && (
        <div class="builds-menu">
          <BuildMenu
            id={id}
            shown={shown.build}
            choose={(build: string) => {
              close();
              choose(build);
            }}
          />
        </div>
      )}
    </div>
  );
}
