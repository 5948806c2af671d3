import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { MapDetail } from '../../lambdas/map/schemas.ts';
import type { UploadList } from '../../lambdas/map/upload-schemas.ts';
import { api } from '../data/api.ts';
import { failedBy, isFinal } from '../data/failed.ts';
import { poll } from '../data/poll.ts';
import { Command } from '../parts/command.tsx';
import { count } from '../parts/durations.ts';
import { Mosaic } from '../parts/mosaic.tsx';
import { NoMap } from '../parts/no-map.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { text } from '../text/en.ts';

type Props = { id: string; error: unknown; retry: () => void };

/** In place of a map that is not published: how far it is, or that there is none. Opens the map as soon as it is there. */
export default function Unpublished({ id, error, retry }: Props) {
  return (
    <Page title={text.mapNotThere}>
      {Boolean(error) && <h1 class="unseen">{text.mapFailedToLoad}</h1>}
      {error ? <Problem title={text.mapFailedToLoad} error={error} retry={retry} /> : <NotYet id={id} retry={retry} />}
    </Page>
  );
}

function NotYet({ id, retry }: Omit<Props, 'error'>) {
  const map = useSignal<MapDetail | undefined>(undefined);
  const error = useSignal<unknown>(undefined);
  /** How many screenshots an upload left that was cut off. */
  const there = useSignal<string | undefined>(undefined);
  useEffect(
    () =>
      poll({
        ask: () => api.showMap(id),
        show(found) {
          map.value = found;
          error.value = undefined;
          // The API knows first: map.json is written a moment later, and its absence is remembered for some seconds.
          if (found.published_build) retry();
          return 'again';
        },
        fail(failure) {
          error.value = failure;
        },
      }),
    [id, retry, map, error],
  );
  const mayGoOn = map.value?.own === true && map.value.builds.length === 0;
  useEffect(() => {
    if (!mayGoOn) return;
    const told = ({ uploads, next }: UploadList) => {
      if (uploads.length > 0) there.value = next ? text.orMore(count(uploads.length)) : count(uploads.length);
    };
    // The page is good without it.
    api.listUploads(id).then(told, () => {});
  }, [id, mayGoOn, there]);
  if (failedBy(error.value).status === 404) return <NoMap />;
  if (error.value && (!map.value || isFinal(error.value)))
    return <Problem title={text.mapFailedToLoad} error={error.value} retry={retry} />;
  if (!map.value) {
    return (
      <section class="message whole skeleton" role="status">
        <Mosaic />
        <h1>{text.loading}</h1>
      </section>
    );
  }
  const newest = map.value.builds[0];
  const goesOn = !newest && map.value.own && there.value;
  return (
    <section class="message whole" role="status">
      <Mosaic />
      <h1>{map.value.name}</h1>
      <p>{newest ? text.notPublishedYet(text.jobStatus[newest.status]) : text.nothingBuilt}</p>
      {goesOn && <p>{text.uploadGoesOn(goesOn)}</p>}
      {!newest && map.value.own && <Command line={text.createCommand(map.value.name, location.origin)} />}
      <div class="actions">
        {newest && (
          <a class="button main" href={`/jobs/${newest.job_id}`}>
            {text.seeJob}
          </a>
        )}
        {goesOn && (
          <a class="button main" href="/#new">
            {text.goOnUploading}
          </a>
        )}
        <a class="button" href="/">
          {text.allMaps}
        </a>
      </div>
    </section>
  );
}
