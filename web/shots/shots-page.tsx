import { useComputed } from '@preact/signals';
import { failedBy } from '../data/failed.ts';
import { useLoaded } from '../data/loaded.ts';
import { buildNames } from '../parts/build-names.ts';
import { NoMap } from '../parts/no-map.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { query } from '../routing/navigation.ts';
import { signedInAs, signIn, signInError } from '../session/session.ts';
import { text } from '../text/en.ts';
import { type BuildShots, loadBuildShots } from './build-shots.ts';
import { ShotsOfBuild } from './shots-of-build.tsx';
import './shots.css';
import './shot.css';

/** `/maps/{map}/builds/{build}/shots?shot=`: where the shots of a build lie, how sure that is, and putting them right. */
export default function ShotsPage({ map: id, build }: { map: string; build: string }) {
  const state = useLoaded(() => loadBuildShots(id, build), [id, build, signedInAs.value]);
  const shown = useComputed(() => new URLSearchParams(query.value).get('shot'));
  const { data, error } = state.value;
  const isGone = failedBy(error).status === 404;
  const name = data && text.shotsOf(data.map.name);
  return (
    <Page title={(data?.shots && nameOf(data, shown.value)) ?? name ?? text.shotsOfBuild}>
      {Boolean(signInError.value) && (
        <Problem title={text.signInFailed} error={signInError.value} retry={() => signIn()} />
      )}
      {isGone && <NoMap />}
      {!data && !isGone && <h1 class="unseen">{text.shotsOfBuild}</h1>}
      {Boolean(error) && !isGone && <Problem title={text.shotsFailedToLoad} error={error} retry={state.reload} />}
      {!data && !error && <Skeleton />}
      {!isGone && data?.shots && (
        <ShotsOfBuild map={data.map} answer={data.shots} made={madeAt(data, build)} shown={shown.value} />
      )}
      {!isGone && data && !data.shots && <NoShots data={data} build={build} />}
    </Page>
  );
}

const nameOf = ({ shots }: BuildShots, shown: string | null) =>
  shots?.shots.find(({ screenshot_id }) => screenshot_id === shown)?.name;

/** The build by its date; by its id where it is not among the newest. */
const madeAt = ({ map }: BuildShots, build: string) => buildNames(map.builds, new Date()).get(build) ?? build;

function NoShots({ data, build }: { data: BuildShots & { shots?: never }; build: string }) {
  const job = data.map.own && data.map.builds.find((one) => one.build === build)?.job_id;
  const isUnplaced = data.missing === 'no_positions';
  return (
    <section class="message whole">
      <h1>{isUnplaced ? text.noPositions : text.buildNotThere}</h1>
      <p>{isUnplaced ? text.noPositionsWhat : text.noSuchBuild}</p>
      <div class="actions">
        {job && (
          <a class="button main" href={`/jobs/${job}`}>
            {text.seeJob}
          </a>
        )}
        <a class="button" href={`/maps/${data.map.map}/builds`}>
          {text.seeBuilds}
        </a>
      </div>
    </section>
  );
}

const Skeleton = () => (
  <div class="skeleton shots-skeleton" role="status" aria-label={text.loading}>
    <div class="block" />
    <div class="block" />
    <div class="block" />
  </div>
);
