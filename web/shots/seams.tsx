import { useSignal } from '@preact/signals';
import { text } from '../text/en.ts';
import { isOverruled, type Neighbour, type ShownShot } from './neighbours.ts';
import { lengthInPx } from './numbers.ts';
import { Seam } from './seam.tsx';
import { Segments } from './segments.tsx';
import type { Of } from './shots-of-build.tsx';
import { useWidth } from './use-width.ts';

export const ZOOMS = ['fit', '1', '2'] as const;
export type Zoom = (typeof ZOOMS)[number];

/** Where a shot meets each neighbour, as both lie now: the same place twice, and what is different. */
export function Seams({ of, shown: { shot, neighbours } }: { of: Of; shown: ShownShot }) {
  const zoom = useSignal<Zoom>('fit');
  const isBright = useSignal(false);
  const frame = useWidth<HTMLUListElement>();
  const places = of.moves.places.value;
  const at = (one: { screenshot_id: string; position: [number, number] }) =>
    places.get(one.screenshot_id) ?? one.position;
  const byHand = new Set(
    of.answer.shots.flatMap(({ reason, screenshot_id }) => (reason === 'by_hand' ? [screenshot_id as string] : [])),
  );
  const isByHand = ({ screenshot_id }: { screenshot_id: string }) => byHand.has(screenshot_id);
  if (neighbours.length === 0) {
    return (
      <section class="seams">
        <h2>{text.seams}</h2>
        <p>{text.noSeams}</p>
      </section>
    );
  }
  return (
    <section class="seams">
      <div class="heading">
        <h2>{text.seams}</h2>
        <div class="seams-choices">
          <Segments
            label={text.seamZoom}
            options={ZOOMS.map((one) => [one, text.zooms[one]])}
            chosen={zoom.value}
            choose={(one) => {
              zoom.value = one;
            }}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={isBright.value}
              onChange={({ currentTarget }) => {
                isBright.value = currentTarget.checked;
              }}
            />
            {text.brighter}
          </label>
        </div>
      </div>
      <ul ref={frame.ref} class={isBright.value ? 'bright' : ''}>
        {neighbours.map((neighbour) => (
          <li key={neighbour.screenshot_id} class="seam">
            <h3>
              <a href={of.address(neighbour.screenshot_id)}>
                {text.seamWith(text.sides[neighbour.side], neighbour.name)}
              </a>
            </h3>
            <PairFacts neighbour={neighbour} byHand={isByHand(shot) || isByHand(neighbour)} />
            <Seam
              size={shot}
              here={{ ...shot, position: at(shot) }}
              there={{ ...neighbour, position: at(neighbour) }}
              zoom={zoom.value}
              room={frame.width}
              boxes={of.answer.boxes}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PairFacts({ neighbour: { pair }, byHand }: { neighbour: Neighbour; byHand: boolean }) {
  if (!pair) return <p class="quiet small">{text.notCompared}</p>;
  const overruled = byHand ? text.pairByHand : text.pairOutvoted;
  return (
    <p class="pair-facts small">
      <b>{pair.used ? text.pairUsed : text.pairUnused}</b>
      <span>{text.pairConfidence(text.percentSure(pair.confidence))}</span>
      {pair.residual !== null && <span>{text.pairOff(lengthInPx(pair.residual))}</span>}
      <span>{isOverruled(pair) ? overruled : text.pairReasons[pair.reason]}</span>
    </p>
  );
}
