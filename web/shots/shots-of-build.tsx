import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { MapDetail } from '../../lambdas/map/schemas.ts';
import type { ShotsAnswer } from '../../lambdas/map/shot-schemas.ts';
import { leastSureFirst } from './certainty.ts';
import { Corrections } from './corrections.tsx';
import { displacementIn } from './displaced.ts';
import { type Moves, startMoves } from './moves.ts';
import { Overview } from './overview.tsx';
import { ShotNotThere, ShotView } from './shot-view.tsx';

/** What all parts of the page know of the build. */
export type Of = {
  map: MapDetail;
  build: string;
  answer: ShotsAnswer;
  displacement: ReturnType<typeof displacementIn>;
  /** Least sure first. */
  sorted: ShotsAnswer['shots'];
  moves: Moves;
  /** Address of a shot on this page; of none: of the overview. */
  address(shot?: string): string;
};

type Props = {
  map: MapDetail;
  answer: ShotsAnswer;
  /** The build by its date. */
  made: string;
  /** The shot that the address names. */
  shown: string | null;
};

/** The overview, or one shot in its place; both with what was moved by hand and waits for a rebuild. */
export function ShotsOfBuild({ map, answer, made, shown }: Props) {
  const moves = useRef<Moves>(undefined as never);
  moves.current ??= startMoves(map.published_build ? leastOf(answer) : undefined);
  const of = useMemo((): Of => {
    const page = `/maps/${map.map}/builds/${answer.build}/shots`;
    return {
      ...{ map, answer, build: answer.build, moves: moves.current },
      displacement: displacementIn(answer.shots),
      sorted: leastSureFirst(answer.shots),
      address: (shot) => (shot ? `${page}?shot=${shot}` : page),
    };
  }, [map, answer]);
  const overview = useKept(shown);
  const shot = of.sorted.findIndex(({ screenshot_id }) => screenshot_id === shown);
  return (
    <>
      {overview.isBegun && (
        <div class="shots-overview" hidden={shown !== null} ref={overview.frame}>
          <Overview of={of} made={made} />
        </div>
      )}
      {shown !== null && shot < 0 && <ShotNotThere of={of} />}
      {shot >= 0 && <ShotView key={shown} of={of} at={shot} />}
      <Corrections of={of} />
    </>
  );
}

/** A map that shows a build begins at 0; a shot that was found to begin before that may stay there. */
function leastOf({ shots }: ShotsAnswer) {
  const found = new Map(shots.map(({ screenshot_id, position }) => [screenshot_id as string, position]));
  return (shot: string): [number, number] => {
    const [x, y] = found.get(shot) ?? [0, 0];
    return [Math.min(0, x), Math.min(0, y)];
  };
}

/**
 * The overview stays as it was left while one of its shots is on show: how far it was scrolled, what was chosen, where the focus
 * was. Nothing of it is made before it is seen for the first time.
 */
function useKept(shown: string | null) {
  const frame = useRef<HTMLDivElement>(null);
  const isBegun = useSignal(shown === null);
  const left = useRef<{ scroll: number; focus: Element | null }>({ scroll: 0, focus: null });
  if (shown === null && !isBegun.peek()) isBegun.value = true;
  useLayoutEffect(() => {
    if (shown !== null) return;
    const { scroll, focus } = left.current;
    if (scroll > 0) scrollTo(0, scroll);
    if (focus instanceof HTMLElement) focus.focus({ preventScroll: true });
    const remember = () => {
      left.current.scroll = scrollY;
    };
    const rememberFocus = () => {
      const { activeElement } = document;
      if (frame.current?.contains(activeElement)) left.current.focus = activeElement;
    };
    addEventListener('scroll', remember, { passive: true });
    addEventListener('focusin', rememberFocus);
    return () => {
      removeEventListener('scroll', remember);
      removeEventListener('focusin', rememberFocus);
    };
  }, [shown]);
  return { frame, isBegun: isBegun.value };
}
