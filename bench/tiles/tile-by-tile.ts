import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type OverlayOptions, type Sharp } from 'sharp';
import type { Placed } from '../../lambdas/map/core/tiling/owners.ts';
import { maxZoom, type Tile, tileName, tilesOfLevels } from '../../lambdas/map/core/tiling/pyramid.ts';
import { folderObjects } from '../folder-objects.ts';
import type { Contender } from './contender.ts';

const TRANSPARENT = { channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;

/**
 * The naive design, as one would write it with sharp: one task a tile. A native tile fetches and decodes every shot that
 * touches it (four at a crossing) and composites them; a lower tile does the same with its four stored children. Where
 * shots overlap the last one wins, which costs less than an owner rule.
 */
export const tileByTile: Contender = async (world, effort, out) => {
  const zoom = maxZoom(world);
  const tiles = join(out, 'tiles');
  const store = folderObjects(tiles);
  const placed = world.shots.map(({ position: [x, y], ...shot }) => ({ ...shot, x, y }));

  const partOf = async (shot: Placed & { key: string }, left: number, top: number): Promise<OverlayOptions[]> => {
    const x = Math.max(shot.x, left);
    const y = Math.max(shot.y, top);
    const width = Math.min(shot.x + shot.width, left + 512) - x;
    const height = Math.min(shot.y + shot.height, top + 512) - y;
    if (width <= 0 || height <= 0) return [];
    const picture = sharp(await readFile(join(world.folder, shot.key)));
    const part = picture.extract({ left: x - shot.x, top: y - shot.y, width, height });
    const { data, info } = await part.raw().toBuffer({ resolveWithObject: true });
    return [{ input: data, raw: info, left: x - left, top: y - top }];
  };
  const childOf = async ({ z, x, y }: Tile, column: number, row: number): Promise<OverlayOptions[]> => {
    const child = await store.get(`${tileName({ z: z + 1, x: 2 * x + column, y: 2 * y + row })}.webp`);
    return child ? [{ input: Buffer.from(child), left: 512 * column, top: 512 * row }] : [];
  };
  for (const tile of tilesOfLevels(world, zoom, 0)) {
    const native = tile.z === zoom;
    const overlays: OverlayOptions[] = [];
    if (native) for (const shot of placed) overlays.push(...(await partOf(shot, 512 * tile.x, 512 * tile.y)));
    else for (const i of [0, 1, 2, 3]) overlays.push(...(await childOf(tile, i & 1, i >> 1)));
    const side = native ? 512 : 1024;
    const picture = sharp({ create: { ...TRANSPARENT, width: side, height: side } }).composite(overlays);
    const body = await (native ? picture : await shrunk(picture)).webp({ quality: 80, effort }).toBuffer();
    await store.put(`${tileName(tile)}.webp`, body, { contentType: 'image/webp' });
  }
  return tiles;
};

/** In two steps: sharp resizes before it composites, whatever the order of the calls. */
async function shrunk(picture: Sharp): Promise<Sharp> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: info }).resize(512);
}
