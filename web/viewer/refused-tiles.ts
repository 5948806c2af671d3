import type L from 'leaflet';
import type { TileLeave } from './map-files.ts';

/** Tiles that did not come are asked for once more, with the leave that is there by then. */
export function askAgain(layer: L.TileLayer, { generation, refused }: TileLeave): void {
  const asked = new WeakMap<HTMLElement, number>();
  layer.on('tileloadstart', ({ tile }: L.TileEvent) => void asked.set(tile, generation()));
  layer.on('tileerror', ({ tile }: L.TileErrorEvent) => {
    const before = asked.get(tile);
    // The second time it is not the leave.
    if (before === undefined) return;
    asked.delete(tile);
    void refused(before).then(() => {
      // Leaflet takes away what is not in sight any more.
      if (tile.isConnected) tile.src = tile.getAttribute('src') ?? '';
    });
  });
}
