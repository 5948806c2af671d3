import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useLoaded } from '../data/loaded.ts';
import { type Opened, readBuild, readPlace, writePlace } from './link-hash.ts';
import type { MapFiles } from './map-files.ts';
import { earlierBuild, NOT_PUBLISHED, publishedMap } from './published-map.ts';

/** The build of a map that the window's address names, else the published one; `choose` shows another at the same place. */
export function useShownBuild(id: string, files: MapFiles) {
  const linked = useSignal(readBuild(location.hash));
  const opened = useRef<Opened | undefined>(undefined);
  const state = useLoaded(() => load(id, linked.peek(), opened.current, files), [id, linked.value]);
  useEffect(() => {
    // By what was asked for: the view on show may have put its own place into the address meanwhile.
    const addressed = ({ newURL }: HashChangeEvent) => {
      const { hash } = new URL(newURL);
      const build = readBuild(hash);
      if (build === linked.peek()) return;
      opened.current = { place: readPlace(hash) };
      linked.value = build;
    };
    addEventListener('hashchange', addressed);
    return () => removeEventListener('hashchange', addressed);
  }, [linked]);
  /** Undefined: the published one, whichever that is when the link is opened. */
  const choose = (build: string | undefined) => {
    const { build: _, ...place } = readPlace(location.hash) ?? { zoom: 0, x: 0, y: 0 };
    history.replaceState(history.state, '', writePlace({ ...place, ...(build && { build }) }));
    opened.current = undefined;
    linked.value = build;
  };
  return { state: state.value, reload: state.reload, choose };
}

async function load(id: string, linked: string | undefined, opened: Opened | undefined, files: MapFiles) {
  const published = await publishedMap(id, files);
  if (published === NOT_PUBLISHED) return NOT_PUBLISHED;
  const other = linked && linked !== published.build ? await earlierBuild(id, linked, files) : undefined;
  return { map: other ?? published, linked, published: published.build, opened };
}
