import { tilesPrefix } from '../../lambdas/map/tile-paths.ts';
import { BackIcon } from '../icons/icons.tsx';
import { useTitle } from '../parts/title.ts';
import { lazy } from '../routing/lazy.tsx';
import { text } from '../text/en.ts';
import { BuildsButton } from './builds-button.tsx';
import type { MapFiles } from './map-files.ts';
import { OtherBuildNote } from './other-build-note.tsx';
import { NOT_PUBLISHED } from './published-map.ts';
import { useShownBuild } from './shown-build.ts';
import { Viewer } from './viewer.tsx';
import { ViewerSkeleton } from './viewer-skeleton.tsx';
import { WithFiles } from './with-files.tsx';

const Unpublished = lazy(() => import('./unpublished.tsx'));

/** `/maps/{map}`: the published build, or the one that the link names. */
export default function MapPage({ id }: { id: string }) {
  return <WithFiles id={id} show={(files) => <ShownMap id={id} files={files} />} />;
}

function ShownMap({ id, files }: { id: string; files: MapFiles }) {
  const { state, reload, choose } = useShownBuild(id, files);
  const { data, error } = state;
  useTitle(data && data !== NOT_PUBLISHED ? data.map.name : text.brand);
  if (data === NOT_PUBLISHED || error) return <Unpublished id={id} error={error} retry={reload} />;
  if (!data) return <ViewerSkeleton />;
  const { map, linked, published, opened } = data;
  const chooseBuild = (build: string) => choose(build === published ? undefined : build);
  return (
    <main>
      <Viewer
        id={id}
        map={map}
        tiles={`/${tilesPrefix(id, map.build)}`}
        leave={files.leave}
        opened={opened}
        before={
          <a class="button plain square" href="/" aria-label={text.allMaps} title={text.allMaps}>
            <BackIcon />
          </a>
        }
        builds={<BuildsButton id={id} shown={map} choose={chooseBuild} />}
        note={
          linked &&
          linked !== published && (
            <OtherBuildNote key={linked} shown={map.build === linked} showPublished={() => choose(undefined)} />
          )
        }
      />
    </main>
  );
}
