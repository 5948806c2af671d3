import { useSignal } from '@preact/signals';
import { failedBy } from '../data/failed.ts';
import { useLoaded } from '../data/loaded.ts';
import { buildNames } from '../parts/build-names.ts';
import { NoMap } from '../parts/no-map.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { useTitle } from '../parts/title.ts';
import { text } from '../text/en.ts';
import type { MapFiles } from '../viewer/map-files.ts';
import { ViewerSkeleton } from '../viewer/viewer-skeleton.tsx';
import { WithFiles } from '../viewer/with-files.tsx';
import { CompareView } from './compare-view.tsx';
import { loadComparison } from './comparison.ts';
import { NothingToCompare } from './nothing-to-compare.tsx';
import { readSides, type Sides, writeSides } from './sides.ts';

/** `/maps/{map}/compare?a=&b=#z/x/y`: two builds of a map under one slider. z counts the zooms of build b. */
export default function ComparePage({ id }: { id: string }) {
  return <WithFiles id={id} show={(files) => <Comparison id={id} files={files} />} />;
}

function Comparison({ id, files }: { id: string; files: MapFiles }) {
  const asked = useSignal(readSides(location.search));
  const state = useLoaded(() => loadComparison(id, asked.peek(), files), [id, asked.value]);
  const { data, error } = state.value;
  useTitle(data ? text.compareOf(data.map.name) : text.compareBuilds);
  const change = (sides: Sides) => {
    history.replaceState(history.state, '', writeSides(sides) + location.hash);
    asked.value = sides;
  };
  if (!data && failedBy(error).status === 404) {
    return (
      <Page title={text.mapNotThere}>
        <NoMap />
      </Page>
    );
  }
  if (error) {
    return (
      <Page title={text.compareBuilds}>
        <h1 class="unseen">{text.compareBuilds}</h1>
        <Problem title={text.buildsFailedToLoad} error={error} retry={state.reload} />
      </Page>
    );
  }
  if (!data) return <ViewerSkeleton />;
  const names = buildNames(data.map.builds, new Date());
  if (!('left' in data)) return <NothingToCompare comparison={data} names={names} onChange={change} />;
  return <CompareView {...data} files={files} names={names} onChange={change} />;
}
