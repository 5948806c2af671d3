import { useSignal } from '@preact/signals';
import { count } from '../parts/durations.ts';
import { go } from '../routing/navigation.ts';
import { text } from '../text/en.ts';
import { type Filter, passes, summaryOf } from './certainty.ts';
import { Filters } from './filters.tsx';
import { NeedsLook } from './needs-look.tsx';
import { ShotGrid } from './shot-grid.tsx';
import { ShotList } from './shot-list.tsx';
import type { Of } from './shots-of-build.tsx';

/** What needs a look and why; then all shots, as a picture and as a list. */
export function Overview({ of, made }: { of: Of; made: string }) {
  const filter = useSignal<Filter>({});
  const { map, answer, sorted } = of;
  const summary = summaryOf(answer.shots);
  const choose = (chosen: Filter) => {
    filter.value = chosen;
  };
  const matching = sorted.filter((shot) => passes(shot, filter.value));
  return (
    <>
      <div class="heading">
        <div>
          <h1>{text.shotsOf(map.name)}</h1>
          <p class="quiet small">{text.buildOf(made)}</p>
        </div>
        <div class="shots-ways">
          <a class="button" href={`/maps/${map.map}/builds`}>
            {text.allBuilds}
          </a>
        </div>
      </div>
      <NeedsLook of={of} summary={summary} choose={choose} />
      <Filters shots={answer.shots.length} summary={summary} filter={filter.value} choose={choose} />
      <div class="shots-both">
        <ShotGrid
          of={of}
          isShown={(shot) => passes(shot, filter.value)}
          open={(shot) => go(of.address(shot.screenshot_id))}
        />
        {matching.length > 0 ? (
          // Anew for another filter: from its beginning.
          <ShotList key={JSON.stringify(filter.value)} of={of} shots={matching} />
        ) : (
          <div class="shots-none">
            <p>{text.noneMatch}</p>
            <button type="button" class="button" onClick={() => choose({})}>
              {text.showAllShots}
            </button>
          </div>
        )}
      </div>
      <p class="unseen" role="status">
        {filter.value.certainty || filter.value.reason ? text.shots(count(matching.length)) : ''}
      </p>
    </>
  );
}
