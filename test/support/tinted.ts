/** Maps whose builds are told apart by their colour. */
import sharp from 'sharp';
import type { Client } from '../../client/client.ts';
import { endOf, startJob } from './caller.ts';
import type { Capture } from './world.ts';

export type Tint = 'red' | 'green' | 'blue';
const CHANNELS: Tint[] = ['red', 'green', 'blue'];

/** One shot of one tint, with a grain in the other channels so that no tile is blank. */
async function tintedShot(tint: Tint, width: number, height: number): Promise<Capture[]> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at++) {
    pixels[at] = CHANNELS[at % 3] === tint ? 220 : (Math.imul(at, 2_654_435_761) >>> 24) % 60;
  }
  const png = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return [{ name: `${tint}.png`, row: 0, col: 0, nominal: [0, 0], png }];
}

/** Makes a build of a map and waits until it is published. @returns its id */
export async function tintedBuild(api: Client, map: string, tint: Tint, width = 1400, height = 1000): Promise<string> {
  const job = await endOf(api, await startJob(api, map, await tintedShot(tint, width, height)));
  if (job.status !== 'completed') throw new Error(`The ${tint} build ended ${job.status}.`);
  return job.build;
}

/** The tint of a part of a picture; undefined where no channel stands out, as on the ground beside a map. */
export async function tintAt(picture: Buffer, left: number, top: number, side = 20): Promise<Tint | undefined> {
  // Of a picture of its own: stats() tells of the whole input, whatever is extracted.
  const part = await sharp(picture).extract({ left, top, width: side, height: side }).png().toBuffer();
  const { channels } = await sharp(part).stats();
  const means = channels.slice(0, 3).map(({ mean }) => mean);
  const most = Math.max(...means);
  return most > 2 * means.toSorted((a, b) => a - b)[1]! ? CHANNELS[means.indexOf(most)] : undefined;
}
