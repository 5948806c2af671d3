import { useSignal } from '@preact/signals';
import type { Shot } from '../../lambdas/map/shot-schemas.ts';
import { text } from '../text/en.ts';
import { certaintyOf } from './certainty.ts';
import { lengthInPx } from './numbers.ts';
import type { Of } from './shots-of-build.tsx';
import { Swatch } from './swatch.tsx';

/** Rows that come at a time: a list of thousands is nothing to tab through. */
const AT_ONCE = 25;

/** All that the picture says, for everybody: least sure first. */
export function ShotList({ of, shots }: { of: Of; shots: Shot[] }) {
  const shown = useSignal(AT_ONCE);
  return (
    <section class="shot-list">
      <h2 class="unseen">{text.listOf}</h2>
      <ol>
        {shots.slice(0, shown.value).map((shot) => (
          <ShotRow key={shot.screenshot_id} of={of} shot={shot} />
        ))}
      </ol>
      {shots.length > shown.value && (
        <button
          type="button"
          class="button"
          onClick={() => {
            shown.value += AT_ONCE;
          }}
        >
          {text.showMore}
        </button>
      )}
    </section>
  );
}

function ShotRow({ of, shot }: { of: Of; shot: Shot }) {
  const certainty = certaintyOf(shot);
  const way = Math.hypot(...of.displacement.of(shot));
  return (
    <li>
      <a class="shot-row" href={of.address(shot.screenshot_id)}>
        <Swatch certainty={certainty} />
        <span class="shot-row-name">
          <b>{shot.name}</b>
          <span class="quiet small">
            <span>{text.rowAndColumn(shot.row, shot.col)}</span>
            <span>{text.reasons[shot.reason]}</span>
            <span>{way < 0.5 ? text.asPlanned : text.movedBy(lengthInPx(way))}</span>
            {of.moves.places.value.has(shot.screenshot_id) && <b>{text.correctionWaits}</b>}
          </span>
        </span>
        <span class="shot-row-sure">
          <span class="unseen">
            {text.certainties[certainty]}, {text.confidence}{' '}
          </span>
          {text.percentSure(shot.confidence)}
        </span>
      </a>
    </li>
  );
}
