import L from 'leaflet';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import { inSightOf, type Place, readBuild, readPlace, writePlace } from './link-hash.ts';
import type { TileLeave } from './map-files.ts';
import { askAgain } from './refused-tiles.ts';
import { tileLayer } from './tile-layer.ts';
import { type TileMarks, tileMarks } from './tile-marks.ts';

/** Zooms beyond the native one: pixels of a game stay sharp squares, so two more still show something. */
const ENLARGED_ZOOMS = 2;

/** What is on show: a size in map px, and the levels that zooms are counted in. */
export type Shape = Pick<MapJson, 'width' | 'height' | 'minZoom' | 'maxZoom'>;
/** A build and the folder of its tiles (ends with `/`); builds of one map have the same origin. */
export type ShownBuild = { map: MapJson; tiles: string; leave?: TileLeave | undefined };

export type MapView = {
  place(): Place;
  zoomIn(): void;
  zoomOut(): void;
  showWhole(): void;
  /**
   * Cuts each build to what lies right of the first and left of the second number (shares of the width), also while the map
   * moves.
   */
  cut(edges: [from: number, to: number][]): void;
  /** Of the first build. */
  tiles: TileMarks;
  remove(): void;
};

/**
 * Shows builds of a map in an element, at `start`, else at the place of the window's address, else as a whole, and keeps the
 * address in step. `onMove` is told each place at rest.
 */
export function showMap(
  element: HTMLElement,
  shape: Shape,
  builds: ShownBuild[],
  { start, onMove }: { start?: Place | 'whole' | undefined; onMove: (place: Place) => void },
): MapView {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const maxZoom = shape.maxZoom + ENLARGED_ZOOMS;
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
  const toLatLng = (x: number, y: number) => view.unproject([x, y], shape.maxZoom);
  const boundsOf = ({ width, height }: Pick<Shape, 'width' | 'height'>) =>
    L.latLngBounds(toLatLng(0, height), toLatLng(width, 0));
  const bounds = boundsOf(shape);

  const limit = () => {
    view.setMinZoom(Math.min(shape.minZoom, view.getBoundsZoom(bounds)));
  };
  // While a zoom animates Leaflet drops whatever is asked of it: the second of two quick clicks would be lost. So it waits, and
  // several steps become one. It animates from being asked on: Leaflet begins in the next frame, and tells of it only then; a step asked
  // for in between would go from the same zoom. Whatever is asked ends with `moveend`, at once where there is nothing to do.
  let animates = false;
  let waiting: (() => void) | undefined;
  let steps = 0;
  const whenStill = (act: () => void) => {
    if (animates) waiting = act;
    else {
      animates = true;
      act();
    }
  };
  view.on('zoomstart', () => {
    animates = true;
  });
  view.on('moveend', () => {
    animates = false;
    const act = waiting;
    waiting = undefined;
    if (act) whenStill(act);
  });
  const zoomBy = (step: number) => {
    steps += step;
    whenStill(() => {
      const by = steps;
      steps = 0;
      view.setZoom(view.getZoom() + by);
    });
  };
  /** In place of the steps that wait. */
  const instead = (act: () => void) => {
    steps = 0;
    whenStill(act);
  };
  const showWhole = () => instead(() => view.fitBounds(bounds, { animate: !still }));
  const place = (): Place => {
    const { x, y } = view.project(view.getCenter(), shape.maxZoom);
    return { zoom: view.getZoom(), x, y };
  };
  const goTo = (linked: Place | undefined) => {
    if (!linked) return view.fitBounds(bounds);
    const { x, y } = inSightOf(shape, linked);
    return view.setView(toLatLng(x, y), Math.min(linked.zoom, maxZoom));
  };

  limit();
  goTo(start === 'whole' ? undefined : (start ?? readPlace(location.hash)));
  const panes = builds.map(({ map, tiles, leave }, i) => {
    // One build lies in Leaflet's own pane; several get one each, so that they can be cut.
    const name = builds.length > 1 ? `build-${i}` : 'tilePane';
    const pane = view.getPane(name) ?? view.createPane(name, view.getPane('tilePane'));
    const levels = map.maxZoom - shape.maxZoom;
    const layer = tileLayer(map, tiles, { bounds: boundsOf(map), maxZoom, levels, pane: name });
    if (leave) askAgain(layer, leave);
    layer.addTo(view);
    return pane;
  });
  // Half a map beyond its edges: enough to put any corner in the middle, too little to get lost.
  view.setMaxBounds(bounds.pad(0.5));

  let edges: [number, number][] = [];
  const cut = () => {
    const { x: width, y: height } = view.getSize();
    for (const [i, [from, to]] of edges.entries()) {
      // Panes move with the map; the cut stays where it is on the screen.
      const { x: left, y: top } = view.containerPointToLayerPoint([width * from, 0]);
      const [right, bottom] = [left + width * (to - from), top + height];
      panes[i]!.style.clipPath =
        `polygon(${left}px ${top}px, ${right}px ${top}px, ${right}px ${bottom}px, ${left}px ${bottom}px)`;
    }
  };
  view.on('move zoomend viewreset resize', cut);

  const moved = () => {
    element.classList.toggle('enlarged', view.getZoom() > shape.maxZoom);
    const here = { ...place(), build: readBuild(location.hash) };
    // Browsers allow about 100 changes of the address in 30 s; moves at rest stay far below.
    history.replaceState(history.state, '', writePlace(here));
    onMove(here);
  };
  const addressed = () => {
    const linked = readPlace(location.hash);
    if (linked) instead(() => goTo(linked));
  };
  view.on('moveend', moved);
  view.on('resize', limit);
  addEventListener('hashchange', addressed);
  moved();
  return {
    place,
    zoomIn: () => zoomBy(1),
    zoomOut: () => zoomBy(-1),
    showWhole,
    cut(next) {
      edges = next;
      cut();
    },
    tiles: tileMarks(view, builds[0]!.map),
    remove() {
      removeEventListener('hashchange', addressed);
      // Leaflet 1.9 ends a zoom's animation by a timer that nothing cancels, and looks for what is gone then.
      Object.assign(view, { _animatingZoom: false });
      view.remove();
    },
  };
}
