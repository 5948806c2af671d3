import { open } from 'node:fs/promises';
import { findProgram } from '../../lambdas/map/adapters/game/find-program.ts';
import { startGame } from '../../lambdas/map/adapters/game/game-process.ts';
import { openttdArguments, openttdFolder, screenshotFile } from '../../lambdas/map/adapters/game/openttd-folder.ts';
import type { Raw } from './against-truth.ts';

export type Rect = { left: number; top: number; width: number; height: number };

/**
 * A part of the one picture that OpenTTD draws of the whole world of a save, paused: 540 MB of BMP for 512 x 512 tiles, of which
 * only the part's rows are read.
 */
export async function giantOf(save: Uint8Array, part: Rect): Promise<Raw> {
  const folder = await openttdFolder(save);
  const program = (await findProgram('openttd'))!;
  const game = startGame(folder, [program, ...openttdArguments(folder, { width: 640, height: 480 })]);
  try {
    await game.hear((line) => /Game (still )?paused/.test(line) || undefined, { seconds: 60, for: 'while it loaded' });
    const saved = game.hear((line) => line.includes("saved as 'giant.") || undefined, { seconds: 120, for: 'giant' });
    game.say('screenshot giant giant');
    await saved;
    return await partOf(screenshotFile(folder, 'giant'), part);
  } finally {
    await game.end();
  }
}

/** Of an uncompressed BMP of 8 bits a pixel, bottom row first, as `bmpToPng` knows it. */
async function partOf(file: string, { left, top, width, height }: Rect): Promise<Raw> {
  const bmp = await open(file);
  try {
    const { buffer: head } = await bmp.read(Buffer.alloc(54 + 1024), 0, 54 + 1024, 0);
    const [pixels, whole, rows] = [10, 18, 22].map((at) => head.readInt32LE(at)) as [number, number, number];
    const stride = (whole + 3) & ~3;
    const [indices, data] = [Buffer.alloc(width), Buffer.alloc(width * height * 3)];
    for (let y = 0; y < height; y++) {
      await bmp.read(indices, 0, width, pixels + (rows - 1 - top - y) * stride + left);
      for (let x = 0; x < width; x++) {
        const [from, to] = [54 + indices[x]! * 4, (y * width + x) * 3];
        data[to] = head[from + 2]!;
        data[to + 1] = head[from + 1]!;
        data[to + 2] = head[from]!;
      }
    }
    return { width, height, data };
  } finally {
    await bmp.close();
  }
}
