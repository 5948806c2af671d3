/**
 * The kernel's primitives beside the same ones in plain JavaScript, on two neighbouring captures, and shots read by both ways.
 * CPU milliseconds (of all threads of the process), medians of `runs` (at least 9) times.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { freshKernel } from '../../lambdas/map/adapters/kernel/built-kernel.fixture.ts';
import { plainUnfilter } from '../../lambdas/map/adapters/kernel/plain/pictures.fixture.ts';
import { kernelDecoding } from '../../lambdas/map/adapters/png/kernel-decoding.ts';
import { sharpPictures } from '../../lambdas/map/adapters/sharp-pictures.ts';
import type { Pixels } from '../../lambdas/map/ports/pictures.ts';
import type { Options, Result } from '../bench.ts';
import { contenders } from './contenders.ts';

/** Two neighbours of the sample city. */
const CAPTURES = ['r02_c02', 'r02_c03'] as const;

export async function benchKernel({ captures, runs, progress }: Options): Promise<Result> {
  const times = Math.max(9, runs);
  const kernel = await freshKernel();
  const [a, b] = (await Promise.all(
    CAPTURES.map(async (name) => sharpPictures.decode(await readFile(join(captures, `${name}.webp`)))),
  )) as [Pixels, Pixels];
  const rows: Result['rows'] = [];
  const ratios: Result['ratios'] = [];
  const compare = (name: string, plain: [string, number], ours: [string, number]) => {
    rows.push({ name, [`${plain[0]} ms`]: plain[1], [`${ours[0]} ms`]: ours[1] });
    ratios.push({ name, value: plain[1] / ours[1] });
  };
  for (const { name, plain, ours } of contenders(kernel, a, b)) {
    progress(name);
    compare(name, ['JavaScript', await median(times, plain)], ['kernel', await median(times, ours)]);
  }
  const decoding = kernelDecoding(kernel, sharpPictures);
  for (const adaptiveFiltering of [false, true]) {
    const { width, height, channels, data } = a;
    const png = await sharp(data, { raw: { width, height, channels } }).png({ adaptiveFiltering }).toBuffer();
    const name = `PNG of ${width} x ${height} px ${adaptiveFiltering ? 'with' : 'without'} filters`;
    progress(name);
    const theirs = await median(times, () => sharpPictures.decode(png));
    compare(name, ['sharp', theirs], ['zlib + kernel', await median(times, () => decoding.decode(png))]);
  }
  const line = 3 * a.width;
  const filtered = new Uint8Array((line + 1) * a.height).map((_, i) => (i % (line + 1) === 0 ? 4 : i));
  const rowsOf = { data: filtered, width: a.width, height: a.height };
  compare(
    'unfilter, all rows Paeth',
    ['JavaScript', await median(times, () => void plainUnfilter(filtered, line, a.height, 3))],
    ['kernel', await median(times, () => kernel.free(kernel.unfilterPng(rowsOf, 'rgb')!))],
  );
  return { rows, ratios, skipped: [] };
}

/** CPU milliseconds. The first three calls do not count: V8 compiles the code, twice. */
async function median(times: number, call: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let i = -3; i < times; i++) {
    const start = process.cpuUsage();
    await call();
    const { user, system } = process.cpuUsage(start);
    if (i >= 0) taken.push((user + system) / 1000);
  }
  return taken.toSorted((p, q) => p - q)[times >> 1]!;
}
