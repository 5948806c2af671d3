/** Which tiles a published map has stored: the rectangle of each level, without the ones that are blank. */
import type { MapJson } from '../../lambdas/map/schemas.ts';

export function storedTiles(
  map: Pick<MapJson, 'width' | 'height' | 'tileSize' | 'minZoom' | 'maxZoom' | 'blank'>,
): string[] {
  const blank = new Set(map.blank);
  const names: string[] = [];
  for (let z = map.minZoom; z <= map.maxZoom; z++) {
    // A tile of level z covers this many px of the native level.
    const side = map.tileSize * 2 ** (map.maxZoom - z);
    for (let y = 0; y < Math.ceil(map.height / side); y++) {
      for (let x = 0; x < Math.ceil(map.width / side); x++) {
        const name = `${z}/${x}/${y}`;
        if (!blank.has(name)) names.push(name);
      }
    }
  }
  return names;
}
