import L from 'leaflet';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import { tilePresence } from './tile-presence.ts';

/** Tiles as a TMS of our own: `{folder}z/x/y.webp`, y downwards. Tiles that are not stored are drawn, not asked for. */
export function tileLayer(map: MapJson, folder: string, bounds: L.LatLngBounds, maxZoom: number): L.TileLayer {
  const layer = L.tileLayer(`${folder}{z}/{x}/{y}.${map.format === 'png' ? 'png' : 'webp'}`, {
    tileSize: map.tileSize,
    bounds,
    noWrap: true,
    minNativeZoom: map.minZoom,
    maxNativeZoom: map.maxZoom,
    minZoom: Number.NEGATIVE_INFINITY,
    maxZoom,
    keepBuffer: 1,
  });
  const presence = tilePresence(map);
  // Leaflet's types name it protected, its documentation makes it the method to override.
  const tiles = layer as unknown as { createTile(at: L.Coords, done: L.DoneCallback): HTMLElement };
  const ask = tiles.createTile;
  tiles.createTile = function (at, done) {
    if (presence(at.z, at.x, at.y) === 'stored') return ask.call(this, at, done);
    const tile = document.createElement('img');
    tile.alt = '';
    tile.src = L.Util.emptyImageUrl;
    tile.style.backgroundColor = map.colours?.[`${at.z}/${at.x}/${at.y}`] ?? '';
    queueMicrotask(() => done(undefined, tile));
    return tile;
  };
  return layer;
}
