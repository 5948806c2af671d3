import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Build, MapDetail } from '../../lambdas/map/schemas.ts';
import { failedBy } from '../data/failed.ts';
import { useLoaded } from '../data/loaded.ts';
import { readMapAs } from '../data/read-map.ts';
import { CheckIcon } from '../icons/icons.tsx';
import { buildNames } from '../parts/build-names.ts';
import { isKept } from '../parts/build-state.ts';
import { text } from '../text/en.ts';
import { readPlace, writePlace } from './link-hash.ts';

type Props = { id: string; shown: string; choose: (build: string) => void };

/** The builds that are kept, to choose from; then the ways to compare them and to all of them. */
export default function BuildMenu({ id, shown, choose }: Props) {
  const state = useLoaded(() => readMapAs(id), [id]);
  const { data, error } = state.value;
  if (data) return <Menu map={data} shown={shown} choose={choose} />;
  if (error)
    return (
      <div class="builds-problem" role="alert">
        <p>{text.buildsFailedToLoad}</p>
        <p class="quiet small">{failedBy(error).message}</p>
        <button type="button" class="button" onClick={state.reload}>
          {text.retry}
        </button>
      </div>
    );
  return (
    <p class="builds-loading quiet skeleton" role="status">
      {text.loading}
    </p>
  );
}

function Menu({ map, shown, choose }: { map: MapDetail; shown: string; choose: (build: string) => void }) {
  const menu = useRef<HTMLDivElement>(null);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  useLayoutEffect(() => {
    (menu.current?.querySelector<HTMLElement>('[aria-checked=true]') ?? items()[0])?.focus();
  }, []);
  const move = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[to % all.length]?.focus();
  };
  const kept = map.builds.filter(isKept);
  const names = buildNames(kept, new Date());
  const other = kept.find(({ build }) => build !== shown);
  return (
    <div role="menu" aria-label={text.buildsOfMap} ref={menu} onKeyDown={move}>
      {kept.map((build) => (
        <BuildItem
          key={build.build}
          build={build}
          name={names.get(build.build)!}
          shown={build.build === shown}
          choose={choose}
        />
      ))}
      <div class="builds-ways">
        <a class="builds-item" role="menuitem" href={`/maps/${map.map}/builds/${shown}/shots`}>
          {text.shotsOfShownBuild}
        </a>
        {other && (
          <a
            class="builds-item"
            role="menuitem"
            href={`/maps/${map.map}/compare?a=${other.build}&b=${shown}${placeOnly()}`}
          >
            {text.compareBuilds}
          </a>
        )}
        <a class="builds-item" role="menuitem" href={`/maps/${map.map}/builds`}>
          {text.allBuilds}
        </a>
      </div>
    </div>
  );
}

function BuildItem(props: { build: Build; name: string; shown: boolean; choose: (build: string) => void }) {
  const { build, name, shown, choose } = props;
  return (
    <button
      type="button"
      class="builds-item"
      role="menuitemradio"
      aria-checked={shown}
      onClick={() => choose(build.build)}
    >
      <span class="builds-check">{shown && <CheckIcon size={16} />}</span>
      <span>
        {name}
        <span class="quiet small">
          {build.width && build.height && text.pixels(build.width, build.height)}
          {build.published && ` · ${text.buildStates.published}`}
        </span>
      </span>
    </button>
  );
}

/** Where the window is, for the comparison: its address names the builds elsewhere. */
function placeOnly(): string {
  const place = readPlace(location.hash);
  return place ? writePlace({ ...place, build: '' }) : '';
}
