import L from 'leaflet';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import type { TilePlace } from './tile-place.ts';

export type TileMarks = {
  /** The tile that is on show in the middle of the window, or nearest to it. */
  middle(): TilePlace;
  /** Draws a frame around a tile; undefined takes it away. */
  mark(tile: TilePlace | undefined): void;
  /** Tells the tile of each click on the map, and the middle one at Enter. @returns how to end that */
  onPick(pick: (tile: TilePlace) => void): () => void;
};

export function tileMarks(view: L.Map, { tileSize, minZoom, maxZoom, width, height }: MapJson): TileMarks {
  let frame: L.Rectangle | undefined;
  const sideAt = (z: number) => tileSize * 2 ** (maxZoom - z);
  const at = (place: L.LatLng): TilePlace => {
    // As Leaflet chooses what it asks for between two levels.
    const z = between(minZoom, Math.round(view.getZoom()), maxZoom);
    const { x, y } = view.project(place, maxZoom);
    const index = (px: number, length: number) => Math.floor(between(0, px, length - 1) / sideAt(z));
    return { z, x: index(x, width), y: index(y, height) };
  };
  const middle = () => at(view.getCenter());
  return {
    middle,
    mark(tile) {
      frame?.remove();
      frame = undefined;
      if (!tile) return;
      const side = sideAt(tile.z);
      const corner = (x: number, y: number) => view.unproject([Math.min(x, width), Math.min(y, height)], maxZoom);
      const [left, top] = [tile.x * side, tile.y * side];
      const bounds = L.latLngBounds(corner(left, top), corner(left + side, top + side));
      frame = L.rectangle(bounds, { className: 'viewer-marked', interactive: false, fill: false }).addTo(view);
    },
    onPick(pick) {
      const clicked = ({ latlng }: L.LeafletMouseEvent) => pick(at(latlng));
      const pressed = ({ originalEvent }: L.LeafletKeyboardEvent) => {
        if (originalEvent.key === 'Enter') pick(middle());
      };
      view.on('click', clicked);
      view.on('keydown', pressed);
      return () => {
        view.off('click', clicked);
        view.off('keydown', pressed);
      };
    },
  };
}

const between = (least: number, value: number, most: number) => Math.min(Math.max(value, least), most);
