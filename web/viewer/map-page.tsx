import { useLoaded } from '../data/loaded.ts';
import { BackIcon } from '../icons/icons.tsx';
import { useTitle } from '../parts/title.ts';
import { lazy } from '../routing/lazy.tsx';
import { text } from '../text/en.ts';
import { readPlace } from './link-hash.ts';
import { OlderBuildNote } from './older-build-note.tsx';
import { earlierBuild, NOT_PUBLISHED, publishedMap } from './published-map.ts';
import { Viewer } from './viewer.tsx';

const Unpublished = lazy(() => import('./unpublished.tsx'));

/** `/maps/{map}`: the published build, or the earlier one that the link names. */
export default function MapPage({ id }: { id: string }) {
  const state = useLoaded(() => mapAndBuild(id), [id]);
  const { data, error } = state.value;
  useTitle(data && data !== NOT_PUBLISHED ? data.map.name : text.brand);
  if (data === NOT_PUBLISHED || error) return <Unpublished id={id} error={error} retry={state.reload} />;
  if (!data) return <div class="viewer skeleton" role="status" aria-label={text.loading} />;
  const { map, linked, published } = data;
  return (
    <main>
      <Viewer
        key={map.build}
        map={map}
        tiles={`/tiles/${id}/${map.build}/`}
        before={
          <a class="button plain square" href="/" aria-label={text.allMaps} title={text.allMaps}>
            <BackIcon />
          </a>
        }
        note={linked && linked !== published && <OlderBuildNote shown={map.build === linked} />}
      />
    </main>
  );
}

async function mapAndBuild(id: string) {
  const published = await publishedMap(id);
  if (published === NOT_PUBLISHED) return NOT_PUBLISHED;
  const linked = readPlace(location.hash)?.build;
  const earlier = linked && linked !== published.build ? await earlierBuild(id, linked) : undefined;
  return { map: earlier ?? published, linked, published: published.build };
}
