import { sharpPictures } from '../../adapters/sharp-pictures.ts';
import { memoryObjects } from '../../ports/memory-objects.ts';
import type { Pixels } from '../../ports/pictures.ts';
import type { JobRef, TileOptions, TileSettings } from '../../workflow.ts';
import { planBlocks } from './blocks.ts';
import { maxZoom } from './pyramid.ts';

type ShotSpec = { id: string; x: number; y: number; width: number; height: number };

export const job: JobRef = { job_id: 'job_1', map_id: 'm', build: 'b', attempt: 1 };

/** A picture in which every pixel tells its place in the map: shots of it agree wherever they overlap. */
export function landscape({ x, y, width, height }: Omit<ShotSpec, 'id'>): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      data[i++] = (x + column) >> 3;
      data[i++] = (y + row) >> 3;
      data[i++] = (x + column) ^ (y + row);
    }
  }
  return { width, height, channels: 3, data };
}

/** Buckets with the shots of a world in them, its plan, and lossless settings. For tests. */
export async function worldOf(shots: ShotSpec[], settings: Partial<TileSettings> = {}) {
  const world = {
    width: Math.max(...shots.map((shot) => shot.x + shot.width)),
    height: Math.max(...shots.map((shot) => shot.y + shot.height)),
  };
  const work = memoryObjects();
  for (const shot of shots) {
    await work.put(shot.id, await sharpPictures.encodeLossless(landscape(shot)), { contentType: 'image/png' });
  }
  const planned = shots.map(({ id, x, y, width, height }, col) => ({
    ...{ id, key: id, sha256: id, row: 0, col, width, height, confidence: 1, reason: 'given' as const },
    position: [x, y] as [number, number],
  }));
  const tiles = memoryObjects();
  const options: TileOptions = { format: 'png', quality: 80, effort: 0 };
  return {
    blocks: planBlocks({ ...world, shots: planned }, options).blocks,
    settings: { ...world, max_zoom: maxZoom(world), ...options, ...settings } as TileSettings,
    ports: { work, tiles, pictures: sharpPictures },
    tile: async (name: string) => sharpPictures.decodeWithAlpha(tiles.objects.get(`tiles/m/b/${name}.png`)!.body),
  };
}
