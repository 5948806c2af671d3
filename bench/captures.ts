/** Captures with known positions, as a world that the tiler can plan. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { sharpPictures } from '../lambdas/map/adapters/sharp-pictures.ts';
import type { PlannedShot } from '../lambdas/map/core/tiling/blocks.ts';
import type { Size } from '../lambdas/map/core/tiling/pyramid.ts';

const Place = z.tuple([z.int(), z.int()]);
const PositionsFile = z.object({
  captures: z
    .array(z.object({ file: z.string(), row: z.int(), col: z.int(), nominal: Place, true: Place.optional() }))
    .min(1),
});

export type World = Size & { folder: string; shots: PlannedShot[] };

/**
 * @param positions JSON: `{captures: [{file, row, col, nominal: [x, y], true?: [x, y]}]}`; `true` wins over `nominal`
 * @param folder where the files lie, by default beside `positions`. A shot's key is its file name.
 */
export async function readCaptures(positions: string, folder = dirname(positions)): Promise<World> {
  const { captures } = PositionsFile.parse(JSON.parse(await readFile(positions, 'utf8')));
  const places = captures.map((capture) => capture.true ?? capture.nominal);
  const left = Math.min(...places.map(([x]) => x));
  const top = Math.min(...places.map(([, y]) => y));
  const size = await sharpPictures.measure(await readFile(join(folder, captures[0]!.file)));
  const shots = captures.map(({ file, row, col }, index): PlannedShot => {
    const [x, y] = places[index]!;
    const placed = { position: [x - left, y - top] as [number, number], confidence: 1, reason: 'given' as const };
    return { id: file, key: file, sha256: file, row, col, ...placed, ...size };
  });
  const width = Math.max(...shots.map((shot) => shot.position[0] + size.width));
  const height = Math.max(...shots.map((shot) => shot.position[1] + size.height));
  return { folder, width, height, shots };
}
