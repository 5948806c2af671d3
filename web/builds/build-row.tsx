import type { Build, MapDetail } from '../../lambdas/map/schemas.ts';
import { type BuildState, stateOf } from '../parts/build-state.ts';
import { count } from '../parts/durations.ts';
import { Moment } from '../parts/moment.tsx';
import { text } from '../text/en.ts';

type Props = {
  map: MapDetail;
  build: Build;
  name: string;
  /** Asks to show this build instead of the published one; undefined where that cannot be. */
  publish: (() => void) | undefined;
  /** Asks to go back from this build, which is published, to the one before. */
  rollBack: (() => void) | undefined;
};

/** One build: when, what came of it, how large it is, and what can be done with it. */
export function BuildRow({ map, build, name, publish, rollBack }: Props) {
  const state = stateOf(build);
  const isMade = ['published', 'kept', 'removed'].includes(state) && build.tiles > 0;
  return (
    <li class={`build ${state}`} aria-label={text.buildOf(name)}>
      <div class="build-what">
        <h2>
          {name} <span class={`state ${STATE_CLASS[state]}`}>{text.buildStates[state]}</span>
        </h2>
        <p class="quiet small">
          <span>{text.shots(count(build.shots))}</span>
          {isMade && <span>{text.tiles(count(build.tiles))}</span>}
          {build.width && build.height && <span>{text.pixels(build.width, build.height)}</span>}
          <span>{text.formats[build.format]}</span>
          {build.removed_at && (
            <span>
              {text.tilesRemoved} <Moment time={build.removed_at} />
            </span>
          )}
        </p>
      </div>
      <div class="actions">
        <Looks map={map} build={build} name={name} state={state} />
        {map.own && (
          <a class="button" href={`/jobs/${build.job_id}`} aria-label={`${text.job}: ${name}`}>
            {text.job}
          </a>
        )}
        {publish && (
          <button type="button" class="button" onClick={publish}>
            {text.publish}
          </button>
        )}
        {rollBack && (
          <button type="button" class="button" onClick={rollBack}>
            {text.rollBack}
          </button>
        )}
      </div>
    </li>
  );
}

/** What everybody may do with a build that can be shown. */
function Looks({ map, build, name, state }: Pick<Props, 'map' | 'build' | 'name'> & { state: BuildState }) {
  if (state !== 'kept' && state !== 'published') return null;
  return (
    <>
      {state === 'kept' && map.published_build && (
        <a class="button" href={`/maps/${map.map}/compare?a=${build.build}&b=${map.published_build}`}>
          {text.compareWithPublished}
        </a>
      )}
      <a
        class="button"
        href={`/maps/${map.map}/builds/${build.build}/shots`}
        aria-label={`${text.shotsOfBuild}: ${name}`}
      >
        {text.shotsOfBuild}
      </a>
      {/* The published one is what the page's own button opens. */}
      {state === 'kept' && (
        <a class="button" href={`/maps/${map.map}#${build.build}`}>
          {text.show}
        </a>
      )}
    </>
  );
}

const STATE_CLASS: Record<BuildState, string> = {
  published: 'completed',
  kept: 'quiet',
  removed: 'quiet',
  running: 'completed',
  failed: 'failed',
  cancelled: 'quiet',
};
