import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Opened, type Place, startOf } from './link-hash.ts';
import { type MapView, type Shape, type ShownBuild, showMap } from './map-view.ts';

/**
 * Shows builds of a map in the element that takes `canvas`; other builds come at the same place.
 * @param opened a link that brought these builds; each is followed once
 */
export function useMapView(shape: Shape, builds: ShownBuild[], opened?: Opened) {
  const canvas = useRef<HTMLElement>(null);
  const view = useRef<MapView | undefined>(undefined);
  const left = useRef<{ place: Place; shape: Shape } | undefined>(undefined);
  const followed = useRef<Opened | undefined>(undefined);
  const place = useSignal<Place>({ zoom: 0, x: 0, y: 0 });
  // The same builds, told anew, are no other map.
  const shown = builds.map(({ tiles }) => tiles).join(' ');
  useLayoutEffect(() => {
    const start = startOf(opened === followed.current ? undefined : opened, left.current, shape);
    followed.current = opened;
    const onMove = (here: Place) => {
      place.value = here;
    };
    const map = showMap(canvas.current!, shape, builds, { start, onMove });
    view.current = map;
    return () => {
      left.current = { place: map.place(), shape };
      map.remove();
    };
  }, [shown, opened, place]);
  return { canvas, view, place: place.value, shown, scale: 2 ** (place.value.zoom - shape.maxZoom) };
}
