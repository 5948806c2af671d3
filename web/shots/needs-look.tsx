import { cutOff } from '../../client/cut-off.ts';
import { mayHaveHiddenPanel } from '../../client/hidden-panel.ts';
import type { Shot } from '../../lambdas/map/shot-schemas.ts';
import { CheckIcon, WarningIcon } from '../icons/icons.tsx';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';
import type { Filter, Summary } from './certainty.ts';
import type { Of } from './shots-of-build.tsx';

/** Named of each reason; the filter shows the rest. */
const NAMED = 4;

type Props = { of: Of; summary: Summary<Shot>; choose: (filter: Filter) => void };

/** The first thing that is read: how many shots need a look, by reason, each with what to do. */
export function NeedsLook({ of, summary, choose }: Props) {
  const { shots } = of.answer;
  const { doubtful } = summary.counts;
  if (doubtful === 0) {
    const isGiven = shots.every(({ reason }) => reason === 'given');
    return (
      <section class="message shots-well">
        <h2 class="state completed">
          <CheckIcon />
          {isGiven ? text.allGiven(count(shots.length)) : text.nothingToDo(shots.length, count(shots.length))}
        </h2>
        <p>{isGiven ? text.allGivenWhat : text.nothingToDoWhat(summary.counts.fair)}</p>
        <CutOff of={of} />
      </section>
    );
  }
  return (
    <section class="message shots-looks">
      <h2 class="state">
        <WarningIcon /> {text.needLook(doubtful, count(doubtful), count(shots.length))}
      </h2>
      <p>{of.map.own ? text.looksWhat : text.looksWhatOther}</p>
      {mayHaveHiddenPanel(shots) && <p>{text.hiddenPanel}</p>}
      <CutOff of={of} />
      <ul>
        {summary.looks.map(([reason, found]) => (
          <li key={reason}>
            <p class="shots-why">
              <b>{text.shotsEach(found.length, count(found.length))}</b> {text.reasonWhat[found[0]!.reason]}{' '}
              {text.reasonRemedy[found[0]!.reason]}
            </p>
            <div class="shots-named">
              {found.slice(0, NAMED).map(({ screenshot_id, name }) => (
                <a class="button" key={screenshot_id} href={of.address(screenshot_id)}>
                  <span>{name}</span>
                </a>
              ))}
              {found.length > NAMED && (
                <button type="button" class="button plain" onClick={() => choose({ certainty: 'doubtful', reason })}>
                  {text.moreShots(count(found.length - NAMED))}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the map does not show of its shots. */
function CutOff({ of }: { of: Of }) {
  const [most, ...others] = cutOff(of.answer.shots);
  if (!most) return null;
  return <p>{text.cutOff(count(most.px), most.name, others.length > 0 ? count(others.length) : undefined)}</p>;
}
