import type { MapJson } from '../../lambdas/map/schemas.ts';
import { decode, oneColour, paste, type Raster } from './raster.ts';

/** Tiles of the native zoom in one raster (RGBA); what is not stored stays transparent, blank tiles have their colour. */
export async function readMap(
  { width, height, tileSize, maxZoom, format, blank, colours }: MapJson,
  tiles: string,
): Promise<Raster> {
  const raster = { data: Buffer.alloc(width * height * 4), width, height };
  const notStored = new Set(blank);
  for (let y = 0; y * tileSize < height; y++) {
    for (let x = 0; x * tileSize < width; x++) {
      const tile = `${maxZoom}/${x}/${y}`;
      const picture = notStored.has(tile)
        ? oneColour(colours?.[tile] ?? '#00000000', tileSize)
        : await decode(await fetchBytes(`${tiles}/${tile}.${format === 'png' ? 'png' : 'webp'}`));
      paste(raster, picture, x * tileSize, y * tileSize);
    }
  }
  return raster;
}

async function fetchBytes(url: string): Promise<Buffer> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  return Buffer.from(await answer.arrayBuffer());
}
