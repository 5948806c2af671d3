import L from 'leaflet';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import { tilePresence } from './tile-presence.ts';

type Shown = {
  bounds: L.LatLngBounds;
  /** Of the view, as `levels`: how many levels more this map has than the view counts. */
  maxZoom: number;
  levels: number;
  pane: string;
};

type Insides = { createTile(at: L.Coords, done: L.DoneCallback): HTMLElement; _removeTile(key: string): void };

/** Tiles as a TMS of our own: `{folder}z/x/y.webp`, y downwards. Tiles that are not stored are drawn, not asked for. */
export function tileLayer(map: MapJson, folder: string, { bounds, maxZoom, levels, pane }: Shown): L.TileLayer {
  const layer = L.tileLayer(`${folder}{z}/{x}/{y}.${map.format === 'png' ? 'png' : 'webp'}`, {
    tileSize: map.tileSize,
    bounds,
    noWrap: true,
    minNativeZoom: map.minZoom - levels,
    maxNativeZoom: map.maxZoom - levels,
    zoomOffset: levels,
    minZoom: Number.NEGATIVE_INFINITY,
    maxZoom,
    keepBuffer: 1,
    pane,
  });
  const presence = tilePresence(map);
  // Leaflet's types name them protected; its documentation makes the first the method to override.
  const tiles = layer as unknown as Insides;
  // A tile that leaves the window while it loads goes on into the browser's cache: given up, it would be asked for again as
  // soon as the map comes back. Another zoom still gives up what it does not need.
  tiles._removeTile = (L.GridLayer.prototype as unknown as Insides)._removeTile;
  const ask = tiles.createTile;
  tiles.createTile = function (at, done) {
    const z = at.z + levels;
    if (presence(z, at.x, at.y) === 'stored') return ask.call(this, at, done);
    // Not an empty picture: Leaflet takes one for a tile that was given up, and never shows it.
    const tile = document.createElement('div');
    tile.style.backgroundColor = map.colours?.[`${z}/${at.x}/${at.y}`] ?? '';
    queueMicrotask(() => done(undefined, tile));
    return tile;
  };
  return layer;
}
