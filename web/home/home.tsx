import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { MapSummary } from '../../lambdas/map/schemas.ts';
import { PlusIcon } from '../icons/icons.tsx';
import { Command } from '../parts/command.tsx';
import { useDropAnywhere } from '../parts/drop-anywhere.ts';
import { DropFrame } from '../parts/drop-frame.tsx';
import { type Chosen, droppedFiles } from '../parts/dropped-files.ts';
import { Mosaic } from '../parts/mosaic.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { lazy } from '../routing/lazy.tsx';
import { signedInAs, signIn, signInError } from '../session/session.ts';
import { text } from '../text/en.ts';
import { dismissed } from './dismissed.ts';
import { jobNews, newestOfMaps } from './job-news.ts';
import { JobRows } from './job-rows.tsx';
import { MapCard } from './map-card.tsx';
import { useMaps } from './map-list.ts';
import { useMyJobs } from './my-jobs.ts';
import './home.css';

const NewMap = lazy(() => import('../new-map/new-map.tsx'));

/** The address that opens the form for a new map, for links of other pages. */
const NEW = '#new';

/** `/`: jobs under way and those that need a look, then all maps. Files dropped anywhere on the page begin a new map. */
export default function Home() {
  const { state, more, reload } = useMaps(signedInAs.value);
  const { jobs, seen } = useMyJobs(signedInAs.value, reload);
  const { maps, next, error } = state.value;
  const opened = useSignal<{ dropped?: Promise<Chosen> } | undefined>(undefined);
  useDropAnywhere((dropped) => {
    // Read now: a drop is empty once it was handled, and the form's code may still have to come.
    opened.value = { dropped: droppedFiles(dropped) };
  });
  useEffect(() => {
    if (location.hash !== NEW) return;
    history.replaceState(null, '', location.pathname);
    opened.value = {};
  }, []);
  const newest = newestOfMaps(jobs.value ?? []);
  // Both at once, so that the maps do not move down when the jobs are there.
  const isKnown = maps && (!signedInAs.value || jobs.value);
  return (
    <Page title={text.brand}>
      {Boolean(signInError.value) && (
        <Problem title={text.signInFailed} error={signInError.value} retry={() => signIn()} />
      )}
      <div class="heading">
        <h1 tabIndex={-1}>{text.maps}</h1>
        <button
          type="button"
          class="button main"
          onClick={() => {
            opened.value = {};
          }}
        >
          <PlusIcon /> {text.newMap}
        </button>
      </div>
      {Boolean(error) && <Problem title={text.mapsFailedToLoad} error={error} retry={reload} />}
      {!isKnown && !error && <MapsSkeleton />}
      {isKnown && jobs.value && <JobRows jobs={jobNews(jobs.value, seen, new Date(), dismissed.value)} />}
      {isKnown && maps.length === 0 && <NoMaps />}
      {isKnown && maps.length > 0 && (
        <ul class="cards">
          {maps.map((map) => (
            <MapCard key={map.map} map={map} job={newest.get(map.map)} />
          ))}
        </ul>
      )}
      {isKnown && next && (
        <button type="button" class="button" onClick={more}>
          {text.showMore}
        </button>
      )}
      {!opened.value && <DropFrame words={text.dropToBegin} />}
      {opened.value && (
        <NewMap
          dropped={opened.value.dropped}
          own={ownMaps(maps, next)}
          onClose={() => {
            opened.value = undefined;
          }}
        />
      )}
    </Page>
  );
}

const ownMaps = (maps: MapSummary[] = [], next?: string | null) => ({
  maps: maps.filter(({ own }) => own),
  complete: next === null,
});

const NoMaps = () => (
  <section class="message whole drops">
    <Mosaic />
    <h2>{text.noMaps}</h2>
    <p>{text.noMapsWhat}</p>
    <Command line={text.createCommand('', location.origin)} />
  </section>
);

/** As large as the cards that come in its place. */
const MapsSkeleton = () => (
  <div class="cards skeleton" role="status" aria-label={text.loading}>
    {[1, 2, 3].map((card) => (
      <div class="card" key={card}>
        <div class="block card-picture" />
        <div class="block line card-name" />
        <div class="block line" />
        <div class="block line" />
      </div>
    ))}
  </div>
);
