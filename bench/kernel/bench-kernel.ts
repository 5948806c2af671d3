/**
 * The kernel's primitives beside the same ones in plain JavaScript, on two neighbouring captures, and shots read by both ways.
 * CPU milliseconds (of all threads of the process), medians of `runs` (at least 9) times.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { freshKernel } from '../../lambdas/map/adapters/kernel/built-kernel.fixture.ts';
import { kernelDecoding } from '../../lambdas/map/adapters/png/kernel-decoding.ts';
import { sharpPictures } from '../../lambdas/map/adapters/sharp-pictures.ts';
import { release } from '../../lambdas/map/core/tiling/bytes.ts';
import type { Pixels } from '../../lambdas/map/ports/pictures.ts';
import type { Options, Result } from '../bench.ts';
import { contenders } from './contenders.ts';

/** Two neighbours of the sample city. */
const CAPTURES = ['r02_c02', 'r02_c03'] as const;

export async function benchKernel({ captures, runs, progress }: Options): Promise<Result> {
  const kernel = await freshKernel();
  const [a, b] = (await Promise.all(
    CAPTURES.map(async (name) => sharpPictures.decode(await readFile(join(captures, `${name}.webp`)))),
  )) as [Pixels, Pixels];
  const rows: Result['rows'] = [];
  const ratios: Result['ratios'] = [];
  const compare = async (name: string, [peer, theirs]: Call, [own, ours]: Call, times: number) => {
    progress(name);
    const [peerMs, ownMs] = await medians(times, [theirs, ours]);
    rows.push({ name, [`${peer} ms`]: peerMs, [`${own} ms`]: ownMs });
    ratios.push({ name, value: peerMs / ownMs });
  };
  const times = Math.max(9, runs);
  for (const { name, plain, ours } of contenders(kernel, a, b))
    await compare(name, ['JavaScript', plain], ['kernel', ours], times);

  const decoding = kernelDecoding(kernel, sharpPictures);
  for (const adaptiveFiltering of [false, true]) {
    const { width, height, channels, data } = a;
    const png = await sharp(data, { raw: { width, height, channels } }).png({ adaptiveFiltering }).toBuffer();
    const name = `PNG of ${width} x ${height} px ${adaptiveFiltering ? 'with' : 'without'} filters`;
    const theirs: Call = ['sharp', async () => release((await sharpPictures.decode(png)).data)];
    const ours: Call = ['kernel', async () => release((await decoding.decode(png)).data)];
    await compare(name, theirs, ours, 3 * times);
  }
  return { rows, ratios, skipped: [] };
}

type Call = [who: string, call: () => unknown];

/** Turns that the contenders take: what else the machine does meets both. */
const TURNS = 3;

/**
 * CPU milliseconds: medians of calls in a row, as work is done, three turns each. The first three calls of a turn do not count: V8
 * compiles the code, twice, and the other contender's data are in the caches.
 */
async function medians(times: number, calls: [() => unknown, () => unknown]): Promise<[number, number]> {
  const taken: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn++)
    for (const which of [0, 1] as const)
      for (let i = -3; i < times / TURNS; i++) {
        const start = process.cpuUsage();
        await calls[which]();
        const { user, system } = process.cpuUsage(start);
        if (i >= 0) taken[which].push((user + system) / 1000);
      }
  const median = (values: number[]) => values.toSorted((p, q) => p - q)[values.length >> 1]!;
  return [median(taken[0]), median(taken[1])];
}
