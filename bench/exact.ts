/**
 * Is a published map exactly its captures? Every pixel of its native zoom against the captures that cover it, and against
 * the true picture when there is one. The map must be lossless and its positions exact.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { createClient } from '../client/client.ts';
import type { MapJson } from '../lambdas/map/schemas.ts';
import type { Options, Result } from './bench.ts';
import { readCaptures } from './captures.ts';

type Raster = { data: Buffer; width: number; height: number };

export async function benchExact({ positions, captures, map, url, truth, progress }: Options): Promise<Result> {
  if (!map) throw new Error('Say which map: npm run bench -- exact --map MAP [--url URL] [--truth PICTURE].');
  const world = await readCaptures(positions, captures);
  const mapJson = await createClient({ baseUrl: url }).mapJson(map);
  const published = await readMap(mapJson, `${url}/tiles/${map}/${mapJson.build}`);
  progress(`${mapJson.tiles} tiles read, ${published.width} x ${published.height} px`);

  // The map's origin lies on the grid of tiles, so the captures' corner stands somewhere in the first tile.
  const left = published.width - world.width;
  const top = published.height - world.height;
  const covered = Buffer.alloc(published.width * published.height);
  const equal = Buffer.alloc(covered.length);
  for (const shot of world.shots) {
    const picture = await decode(await readFile(join(world.folder, shot.key)));
    compare(published, picture, shot.position[0] + left, shot.position[1] + top, covered, equal);
  }
  const rows = [rowOf('captures', published, covered, equal)];
  if (truth) {
    const picture = await decode(await readFile(truth));
    const same = Buffer.alloc(covered.length);
    compare(published, picture, 0, 0, Buffer.alloc(covered.length), same);
    rows.push(rowOf('truth', published, covered, same));
  }
  return { rows, ratios: [], skipped: truth ? [] : ['truth (no --truth PICTURE given)'] };
}

/** Tiles of the native zoom in one raster (RGBA); what is not stored stays transparent, blank tiles have their colour. */
async function readMap(
  { width, height, tileSize, maxZoom, format, blank, colours }: MapJson,
  tiles: string,
): Promise<Raster> {
  const raster = { data: Buffer.alloc(width * height * 4), width, height };
  const notStored = new Set(blank);
  for (let y = 0; y * tileSize < height; y++) {
    for (let x = 0; x * tileSize < width; x++) {
      const tile = `${maxZoom}/${x}/${y}`;
      const picture = notStored.has(tile)
        ? flat(colours?.[tile] ?? '#00000000', tileSize)
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

async function decode(bytes: Buffer): Promise<Raster> {
  const { data, info } = await sharp(bytes, { limitInputPixels: false })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function flat(colour: string, side: number): Raster {
  const pixel = Buffer.from(colour.slice(1), 'hex');
  return { data: Buffer.alloc(side * side * 4, pixel), width: side, height: side };
}

function paste(into: Raster, from: Raster, left: number, top: number): void {
  const columns = Math.min(from.width, into.width - left);
  for (let y = 0; y < Math.min(from.height, into.height - top); y++) {
    from.data.copy(into.data, ((top + y) * into.width + left) * 4, y * from.width * 4, (y * from.width + columns) * 4);
  }
}

/** Marks what a picture covers, and where the map has exactly its pixel. */
function compare(map: Raster, picture: Raster, left: number, top: number, covered: Buffer, equal: Buffer): void {
  const mapPixels = new Uint32Array(map.data.buffer, map.data.byteOffset, map.width * map.height);
  const pixels = new Uint32Array(picture.data.buffer, picture.data.byteOffset, picture.width * picture.height);
  for (let y = Math.max(0, -top); y < Math.min(picture.height, map.height - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(picture.width, map.width - left); x++) {
      const at = (top + y) * map.width + left + x;
      covered[at] = 1;
      if (mapPixels[at] === pixels[y * picture.width + x]) equal[at] = 1;
    }
  }
}

/** Of the covered pixels those that differ; of the others those that are not transparent. */
function rowOf(name: string, map: Raster, covered: Buffer, equal: Buffer): Result['rows'][number] {
  let [inside, differ, outside] = [0, 0, 0];
  for (let at = 0; at < covered.length; at++) {
    if (covered[at]) {
      inside++;
      if (!equal[at]) differ++;
    } else if (map.data[at * 4 + 3] !== 0) outside++;
  }
  return { name, covered: inside, differ, 'differ %': (100 * differ) / inside, 'painted outside': outside };
}
