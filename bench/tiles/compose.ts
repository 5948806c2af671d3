import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharpPictures } from '../../lambdas/map/adapters/sharp-pictures.ts';
import { ownerRuns } from '../../lambdas/map/core/tiling/owners.ts';
import type { World } from '../captures.ts';

/**
 * The whole world as one RGB picture, every shot decoded once. The peers cut one picture into tiles and cannot place
 * overlapping shots; this is the cheapest way to give them the same picture that we tile. Its CPU time counts.
 */
export async function composeWorld({ folder, width, height, shots }: World): Promise<Uint8Array> {
  const picture = new Uint8Array(width * height * 3);
  const placed = shots.map((shot) => ({ ...shot, x: shot.position[0], y: shot.position[1] }));
  const rows = Array.from({ length: height }, (_, y) => ownerRuns(placed, y, 0, width));
  for (const [index, shot] of placed.entries()) {
    const { data } = await sharpPictures.decode(await readFile(join(folder, shot.key)));
    for (let y = shot.y; y < shot.y + shot.height; y++) {
      for (const { owner, from, to } of rows[y]!) {
        if (owner !== index) continue;
        const source = (y - shot.y) * shot.width - shot.x;
        picture.set(data.subarray(3 * (source + from), 3 * (source + to)), 3 * (y * width + from));
      }
    }
  }
  return picture;
}
