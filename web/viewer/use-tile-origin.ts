import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import type { Opened } from './link-hash.ts';
import type { MapView } from './map-view.ts';
import { readTile, type TilePlace, tileIn, withTile } from './tile-place.ts';

export type Origin = ReturnType<typeof useTileOrigin>;

/** The tile that somebody asks about: in the address, so that a link opens it again, and marked on the map. */
export function useTileOrigin(view: RefObject<MapView | undefined>, map: MapJson, opened: Opened | undefined) {
  const tile = useSignal(readTile(location.search));
  const button = useRef<HTMLButtonElement>(null);
  const shown = useRef(map);
  const choose = useCallback(
    (next: TilePlace | undefined) => {
      const address = location.pathname + withTile(location.search, next) + location.hash;
      history.replaceState(history.state, '', address);
      tile.value = next;
    },
    [tile],
  );
  useEffect(() => {
    const before = shown.current;
    shown.current = map;
    const asked = tile.peek();
    if (asked && before.maxZoom !== map.maxZoom) choose(tileIn(asked, before, map));
  }, [map, tile, choose]);
  const isOpen = tile.value !== undefined;
  // Another build, or a link that brought one, is shown by another view.
  useEffect(() => view.current?.tiles.mark(tile.value), [view, tile.value, map.build, opened]);
  useEffect(() => (isOpen ? view.current?.tiles.onPick(choose) : undefined), [view, isOpen, map.build, opened, choose]);
  return {
    tile: tile.value,
    button,
    toggle: () => choose(tile.peek() ? undefined : view.current?.tiles.middle()),
    close: useCallback(() => {
      choose(undefined);
      button.current?.focus();
    }, [choose]),
  };
}
