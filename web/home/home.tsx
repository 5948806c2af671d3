import { useSignal } from '@preact/signals';
import { PlusIcon } from '../icons/icons.tsx';
import { Command } from '../parts/command.tsx';
import { useDropAnywhere } from '../parts/drop-anywhere.ts';
import { type Chosen, droppedFiles } from '../parts/dropped-files.ts';
import { Mosaic } from '../parts/mosaic.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { lazy } from '../routing/lazy.tsx';
import { signedInAs, signIn, signInError } from '../session/session.ts';
import { text } from '../text/en.ts';
import { MapCard } from './map-card.tsx';
import { useMaps } from './map-list.ts';
import { RunningJobs, useRunningJobs } from './running-jobs.tsx';
import './home.css';

const NewMap = lazy(() => import('../new-map/new-map.tsx'));

/** `/`: running jobs, then all maps. Files dropped anywhere on the page begin a new map. */
export default function Home() {
  const { state, more, reload } = useMaps(signedInAs.value);
  const { maps, next, error } = state.value;
  const running = useRunningJobs(signedInAs.value, reload);
  // Jobs stand above the maps: maps that came first would be pushed down.
  const isReady = maps && running;
  const opened = useSignal<{ dropped?: Promise<Chosen> } | undefined>(undefined);
  useDropAnywhere((dropped) => {
    // Read now: a drop is empty once it was handled, and the form's code may still have to come.
    opened.value = { dropped: droppedFiles(dropped) };
  });
  const close = () => {
    opened.value = undefined;
  };
  return (
    <Page title={text.brand}>
      {Boolean(signInError.value) && (
        <Problem title={text.signInFailed} error={signInError.value} retry={() => signIn()} />
      )}
      {isReady && <RunningJobs jobs={running} />}
      <div class="heading">
        <h1>{text.maps}</h1>
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
      {!isReady && !error && <MapsSkeleton />}
      {isReady && maps.length === 0 && <NoMaps />}
      {isReady && maps.length > 0 && (
        <ul class="cards">
          {maps.map((map) => (
            <MapCard key={map.map} map={map} />
          ))}
        </ul>
      )}
      {isReady && next && (
        <button type="button" class="button" onClick={more}>
          {text.showMore}
        </button>
      )}
      {opened.value && <NewMap dropped={opened.value.dropped} onClose={close} />}
    </Page>
  );
}

const NoMaps = () => (
  <section class="message whole drops">
    <Mosaic />
    <h2>{text.noMaps}</h2>
    <p>{text.noMapsWhat}</p>
    <Command line={text.createCommand('')} />
  </section>
);

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
