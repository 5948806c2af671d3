import { useSignal } from '@preact/signals';
import { failedBy } from '../data/failed.ts';
import { NoMap } from '../parts/no-map.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { signedInAs, signIn, signInError } from '../session/session.ts';
import { text } from '../text/en.ts';
import { BuildList } from './build-list.tsx';
import { DeleteMap } from './delete-map.tsx';
import { useMapBuilds } from './map-builds.ts';
import { MapDeletion } from './map-deletion.tsx';
import './builds.css';

/** `/maps/{map}/builds`: what was made of a map, and for its owner what it shows, and its end. */
export default function BuildsPage({ id }: { id: string }) {
  const { state, reload } = useMapBuilds(id, signedInAs.value);
  const deleted = useSignal<string | undefined>(undefined);
  const { map, before, error } = state.value;
  if (deleted.value !== undefined) return <MapDeletion id={id} name={deleted.value} />;
  return (
    <Page title={map ? text.buildsOf(map.name) : text.builds}>
      {Boolean(signInError.value) && (
        <Problem title={text.signInFailed} error={signInError.value} retry={() => signIn()} />
      )}
      {!map && failedBy(error).status === 404 && <NoMap />}
      {!map && failedBy(error).status !== 404 && <h1 class="unseen">{text.builds}</h1>}
      {Boolean(error) && failedBy(error).status !== 404 && (
        <Problem title={text.buildsFailedToLoad} error={error} retry={reload} />
      )}
      {!map && !error && <Skeleton />}
      {map && (
        <>
          <div class="heading">
            <div>
              <h1>{map.name}</h1>
              <p class="quiet small">{text.buildsSorted}</p>
            </div>
            {map.published_build && (
              <a class="button main" href={`/maps/${id}`}>
                {text.openMap}
              </a>
            )}
          </div>
          <BuildList map={map} before={before ?? null} reload={reload} />
          {map.own && (
            <DeleteMap
              map={map}
              onDeleted={() => {
                deleted.value = map.name;
              }}
            />
          )}
        </>
      )}
    </Page>
  );
}

const Skeleton = () => (
  <div class="build-list skeleton" role="status" aria-label={text.loading}>
    <div class="block build-name-skeleton" />
    {[1, 2, 3].map((row) => (
      <div class="block build-skeleton" key={row} />
    ))}
  </div>
);
