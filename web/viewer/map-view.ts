import L from 'leaflet';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import { type Place, readPlace, writePlace } from './link-hash.ts';
import { tileLayer } from './tile-layer.ts';

/** Zooms beyond the native one: pixels of a game stay sharp squares, so two more still show something. */
const ENLARGED_ZOOMS = 2;

export type MapView = {
  place(): Place;
  zoomIn(): void;
  zoomOut(): void;
  showWhole(): void;
  remove(): void;
};

/**
 * Shows a map in an element, at the place of the window's address or as a whole, and keeps the address in step.
 * `tiles` is the folder of the tiles (ends with `/`); `onMove` is told each place at rest.
 */
export function showMap(element: HTMLElement, map: MapJson, tiles: string, onMove: (place: Place) => void): MapView {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const maxZoom = map.maxZoom + ENLARGED_ZOOMS;
  const view = L.map(element, {
    crs: L.CRS.Simple,
    maxZoom,
    zoomSnap: 0.25,
    wheelPxPerZoomLevel: 120,
    zoomControl: false,
    attributionControl: false,
    fadeAnimation: !still,
    zoomAnimation: !still,
    inertia: !still,
    maxBoundsViscosity: 0.8,
  });
  const toLatLng = (x: number, y: number) => view.unproject([x, y], map.maxZoom);
  const bounds = L.latLngBounds(toLatLng(0, map.height), toLatLng(map.width, 0));

  const limit = () => {
    view.setMinZoom(Math.min(map.minZoom, view.getBoundsZoom(bounds)));
  };
  const showWhole = () => view.fitBounds(bounds, { animate: !still });
  const place = (): Place => {
    const { x, y } = view.project(view.getCenter(), map.maxZoom);
    return { zoom: view.getZoom(), x, y };
  };
  const goTo = (linked: Place | undefined) =>
    linked ? view.setView(toLatLng(linked.x, linked.y), Math.min(linked.zoom, maxZoom)) : view.fitBounds(bounds);

  limit();
  goTo(readPlace(location.hash));
  tileLayer(map, tiles, bounds, maxZoom).addTo(view);
  // Half a map beyond its edges: enough to put any corner in the middle, too little to get lost.
  view.setMaxBounds(bounds.pad(0.5));

  const moved = () => {
    element.classList.toggle('enlarged', view.getZoom() > map.maxZoom);
    const here = { ...place(), build: readPlace(location.hash)?.build };
    // Browsers allow about 100 changes of the address in 30 s; moves at rest stay far below.
    history.replaceState(history.state, '', writePlace(here));
    onMove(here);
  };
  const addressed = () => {
    const linked = readPlace(location.hash);
    if (linked) goTo(linked);
  };
  view.on('moveend', moved);
  view.on('resize', limit);
  addEventListener('hashchange', addressed);
  moved();
  return {
    place,
    zoomIn: () => view.zoomIn(),
    zoomOut: () => view.zoomOut(),
    showWhole,
    remove() {
      removeEventListener('hashchange', addressed);
      view.remove();
    },
  };
}
