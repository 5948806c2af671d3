import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { failedBy } from '../data/failed.ts';
import { useLoaded } from '../data/loaded.ts';
import { BackIcon } from '../icons/icons.tsx';
import { count } from '../parts/durations.ts';
import { Problem } from '../parts/problem.tsx';
import { go } from '../routing/navigation.ts';
import { text } from '../text/en.ts';
import { certaintyOf } from './certainty.ts';
import { loadShot } from './load-shot.ts';
import { Mover } from './mover.tsx';
import { isOverruled, type ShownShot } from './neighbours.ts';
import { Seams } from './seams.tsx';
import { ShotFacts } from './shot-facts.tsx';
import { ShotPicture } from './shot-picture.tsx';
import type { Of } from './shots-of-build.tsx';
import { Swatch } from './swatch.tsx';

/** One shot: why it lies where it lies, its seams, and moving it. @param at its place among all, least sure first */
export function ShotView({ of, at }: { of: Of; at: number }) {
  const shot = of.sorted[at]!;
  const { own } = of.map;
  const state = useLoaded<ShownShot | undefined>(
    async () => (own ? loadShot(of, shot.screenshot_id) : undefined),
    [shot.screenshot_id, own],
  );
  const isMoving = useSignal(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const { data, error } = state.value;
  const certainty = certaintyOf(shot);
  const against =
    shot.reason === 'by_hand' && data ? data.neighbours.filter(({ pair }) => isOverruled(pair)).length : 0;
  const step = (to: number, words: string) => {
    const other = of.sorted[to];
    return (
      other && (
        <a class="button" href={of.address(other.screenshot_id)}>
          {words}
        </a>
      )
    );
  };
  const stopMoving = () => {
    isMoving.value = false;
    heading.current?.focus();
  };
  const close = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    if (isMoving.peek()) stopMoving();
    else go(of.address());
  };
  return (
    <article class="shot" onKeyDown={close}>
      <div class="shot-ways">
        <a class="button plain" href={of.address()}>
          <BackIcon /> {text.allShotsBack}
        </a>
        <p class="quiet small">{text.shotInOrder(count(at + 1), count(of.sorted.length))}</p>
        {step(at - 1, text.previousShot)}
        {step(at + 1, text.nextShot)}
      </div>
      <div class="heading">
        <h1 tabIndex={-1} ref={heading}>
          {shot.name}
        </h1>
        <p class="shot-certainty">
          <Swatch certainty={certainty} /> {text.certainties[certainty]} · {text.percentSure(shot.confidence)}
        </p>
      </div>
      <section class={`message shot-why ${certainty}`}>
        <p>{against > 0 ? text.byHandAgainst(against) : text.reasonWhat[shot.reason]}</p>
        {shot.reason !== 'matched' && own && <p>{text.reasonRemedy[shot.reason]}</p>}
        {!own && <p>{text.onlyOwnerSees}</p>}
      </section>
      <div class="shot-and-facts" hidden={isMoving.value}>
        {own && <ShotPicture shot={data?.shot} boxes={of.answer.boxes} hasFailed={Boolean(error)} />}
        <ShotFacts of={of} shot={shot} estimated={data?.shot.estimated}>
          {data?.shot.picture_url && !data.shot.removed && (
            <button
              type="button"
              class="button main"
              onClick={() => {
                isMoving.value = true;
              }}
            >
              {text.moveByHand}
            </button>
          )}
        </ShotFacts>
      </div>
      {Boolean(error) && !data && <Problem title={text.shotFailedToLoad} error={error} retry={state.reload} />}
      {Boolean(error) && data && <p role="alert">{failedBy(error).message}</p>}
      {data && isMoving.value && <Mover of={of} shown={data} onDone={stopMoving} />}
      {data && <Seams of={of} shown={data} />}
    </article>
  );
}

export const ShotNotThere = ({ of }: { of: Of }) => (
  <section class="message whole">
    <h1>{text.shotNotThere}</h1>
    <p>{text.shotNotThereWhat}</p>
    <a class="button main" href={of.address()}>
      {text.allShotsBack}
    </a>
  </section>
);
