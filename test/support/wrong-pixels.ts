/** A published map compared with the world that its captures were taken of. */
import sharp from 'sharp';
import type { Client } from '../../client/client.ts';
import type { World } from './world.ts';

/** How many pixels of the published build's native tiles (512 px, PNG) are not the world's. */
export async function wrongPixels(api: Client, map: string, { width, height, pixels }: World): Promise<number> {
  // The pointer itself may be five seconds old.
  const { published_build } = await api.showMap(map);
  const { build, maxZoom, blank } = await api.buildMapJson(map, published_build!);
  let wrong = 0;
  for (let ty = 0; ty * 512 < height; ty++) {
    for (let tx = 0; tx * 512 < width; tx++) {
      if (blank.includes(`${maxZoom}/${tx}/${ty}`)) continue;
      const tile = await api.file(`/tiles/${map}/${build}/${maxZoom}/${tx}/${ty}.png`);
      const data = await sharp(tile).ensureAlpha().raw().toBuffer();
      for (let y = ty * 512; y < Math.min(height, ty * 512 + 512); y++) {
        for (let x = tx * 512; x < Math.min(width, tx * 512 + 512); x++) {
          const at = ((y - ty * 512) * 512 + x - tx * 512) * 4;
          const source = (y * width + x) * 3;
          wrong += Number(data.compare(pixels, source, source + 3, at, at + 3) !== 0);
        }
      }
    }
  }
  return wrong;
}
