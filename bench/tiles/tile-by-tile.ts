import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharpPictures } from '../../lambdas/map/adapters/sharp-pictures.ts';
import { type Canvas, type CutTile, createCanvas, cutTile, pasteTile } from '../../lambdas/map/core/tiling/canvas.ts';
import { halve } from '../../lambdas/map/core/tiling/halve.ts';
import type { Placed } from '../../lambdas/map/core/tiling/owners.ts';
import { paintBlocks } from '../../lambdas/map/core/tiling/paint.ts';
import { maxZoom, tileName, tilesOfLevels } from '../../lambdas/map/core/tiling/pyramid.ts';
import { folderObjects } from '../folder-objects.ts';
import type { Contender } from './contender.ts';

const touches = (shot: Placed, left: number, top: number) =>
  shot.x < left + 512 && shot.x + shot.width > left && shot.y < top + 512 && shot.y + shot.height > top;

/**
 * The naive design: one task a tile. A native tile decodes every shot that it shows (four at a crossing), a lower tile
 * decodes its four stored children.
 */
export const tileByTile: Contender = async (world, effort, out) => {
  const zoom = maxZoom(world);
  const store = folderObjects(join(out, 'tiles'));
  const keep = async (name: string, tile: CutTile) => {
    if (tile.kind !== 'picture') return;
    const body = await sharpPictures.encodeTile(tile.pixels, { format: 'webp', quality: 80, effort });
    await store.put(`${name}.webp`, body, { contentType: 'image/webp' });
  };
  const placed = world.shots.map(({ position: [x, y], ...shot }) => ({ ...shot, x, y }));
  for (const tile of tilesOfLevels(world, zoom, zoom)) {
    const one = { id: tileName(tile), tile_x: tile.x, tile_y: tile.y, columns: 1, rows: 1 };
    const block = { ...one, shots: placed.filter((shot) => touches(shot, 512 * tile.x, 512 * tile.y)) };
    await paintBlocks({
      blocks: [block],
      side: 1,
      world,
      read: async ({ key }) => sharpPictures.decode(await readFile(join(world.folder, key))),
      painted: async (_, canvas) => {
        if ('error' in canvas) throw canvas.error;
        await keep(tileName(tile), cutTile(canvas, 0, 0));
      },
    });
  }
  for (const tile of tilesOfLevels(world, zoom - 1, 0)) {
    const canvas: Canvas = createCanvas(1024, 1024, 'part');
    for (const [column, row] of [0, 1, 2, 3].map((i) => [i & 1, i >> 1] as const)) {
      const child = await store.get(`${tileName({ z: tile.z + 1, x: 2 * tile.x + column, y: 2 * tile.y + row })}.webp`);
      if (child)
        pasteTile(canvas, { kind: 'picture', pixels: await sharpPictures.decodeWithAlpha(child) }, column, row);
    }
    await keep(tileName(tile), cutTile(halve(canvas), 0, 0));
  }
  return join(out, 'tiles');
};
