import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { UndoIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';
import type { XY } from './moves.ts';
import type { ShownShot } from './neighbours.ts';
import { Nudge } from './nudge.tsx';
import { lengthInPx, signedPx } from './numbers.ts';
import { PlaceFields } from './place-fields.tsx';
import { proposals } from './proposals.ts';
import { Segments } from './segments.tsx';
import type { Of } from './shots-of-build.tsx';
import { type Look, Stage } from './stage.tsx';

const SHOWN_AS = ['difference', 'half', 'over'] as const;
export type ShownAs = (typeof SHOWN_AS)[number];

/** Moves a shot over its neighbours: by pointer, finger, keys or numbers, with the difference shown live. */
export function Mover({ of, shown, onDone }: { of: Of; shown: ShownShot; onDone: () => void }) {
  const { map, moves } = of;
  const { shot, neighbours } = shown;
  const id = shot.screenshot_id;
  const shownAs = useSignal<ShownAs>('difference');
  const look = useSignal<Look>({ at: 'whole' });
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'start' });
  }, []);
  const put = moves.places.value.get(id);
  const here: XY = put ?? shot.position;
  const [dx, dy] = [here[0] - shot.position[0], here[1] - shot.position[1]];
  const beside = neighbours.flatMap((one) =>
    one.picture_url
      ? [{ ...one, picture_url: one.picture_url, position: moves.places.value.get(one.screenshot_id) ?? one.position }]
      : [],
  );
  return (
    <section class="mover">
      <div class="heading">
        <h2 tabIndex={-1} ref={heading}>
          {text.moving(shot.name)}
        </h2>
        <button type="button" class="button" onClick={onDone}>
          {text.doneMoving}
        </button>
      </div>
      <p class="small">{text.movingWhat}</p>
      <div class="mover-choices">
        <Segments
          label={text.showAs}
          options={SHOWN_AS.map((one) => [one, text.shownAs[one]])}
          chosen={shownAs.value}
          choose={(one) => {
            shownAs.value = one;
          }}
        />
        <label class="mover-look">
          {text.lookAt}
          <select
            onChange={({ currentTarget: { value } }) => {
              look.value = value ? { at: 'seam', with: value } : { at: 'whole' };
            }}
          >
            <option value="">{text.wholeShot}</option>
            {beside.map(({ screenshot_id, side, name }) => (
              <option key={screenshot_id} value={screenshot_id}>
                {text.seamOption(text.sides[side], name)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Stage
        shot={{ ...shot, picture_url: shot.picture_url! }}
        here={here}
        neighbours={beside}
        shownAs={shownAs.value}
        look={look.value}
        onPut={(at, gesture) => moves.put(id, at, gesture)}
      />
      <div class="mover-place">
        <PlaceFields at={here} onPut={(at, gesture) => moves.put(id, at, gesture)} />
        <Nudge at={here} onPut={(at) => moves.put(id, at)} />
        <p class="small" role="status">
          {put === null && text.givenBack}
          {put &&
            (dx || dy
              ? text.movedFromFound(lengthInPx(Math.hypot(dx, dy)), signedPx(dx), signedPx(dy))
              : text.keptHere)}
        </p>
        {put && map.published_build && Math.min(...put) === 0 && <p class="small">{text.mapBegins}</p>}
      </div>
      <div class="mover-acts">
        <button type="button" class="button" disabled={!moves.canUndo(id)} onClick={() => moves.undo(id)}>
          <UndoIcon /> {text.undo}
        </button>
        <button type="button" class="button" disabled={put === undefined} onClick={() => moves.reset(id)}>
          {text.backToFound}
        </button>
        {proposals(of, shown, beside, here).map(({ words, to, isOff }) => (
          <button key={words} type="button" class="button" disabled={isOff} onClick={() => moves.put(id, to)}>
            {words}
          </button>
        ))}
      </div>
    </section>
  );
}
