/** The layer of registration as a Lambda starts it, and what features cost and find on neighbouring captures. */
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { freshKernel } from '../lambdas/map/adapters/kernel/built-kernel.fixture.ts';
import { loadOpenCv } from '../lambdas/map/adapters/opencv/load-opencv.ts';
import { sharpPictures } from '../lambdas/map/adapters/sharp-pictures.ts';
import type { XY } from '../lambdas/map/placement.ts';
import type { Grey } from '../lambdas/map/ports/opencv.ts';
import { runProbe } from '../scripts/build/layer-probe/run-probe.ts';
import type { Options, Result } from './bench.ts';

const root = resolve(import.meta.dirname, '..');
/** Captures of the game while it runs, with their truth. */
const HARD = join(root, 'test/data/openttd-hard/dataset.json');
type Shot = { file: string; row: number; col: number; nominal: XY; true: XY };

export async function benchLayer({ runs, progress }: Options): Promise<Result> {
  progress('cold starts');
  const probes = [];
  for (let i = 0; i < Math.max(3, runs); i++) probes.push(await runProbe(root));
  const middle = (values: number[]) => values.toSorted((p, q) => p - q)[values.length >> 1]!;
  const rows: Result['rows'] = [
    {
      name: 'kernel, until its first answer',
      ms: middle(probes.map(({ kernel_ms }) => kernel_ms)),
      'RSS MB': middle(probes.map(({ rss_mb }) => rss_mb[1] - rss_mb[0])),
    },
    {
      name: 'opencv-js, until its first answer',
      ms: middle(probes.map(({ opencv_ms }) => opencv_ms)),
      'RSS MB': middle(probes.map(({ rss_mb }) => rss_mb[2] - rss_mb[1])),
    },
  ];
  for (const features of [250, 500, 1000, 1500]) {
    progress(`${features} features`);
    rows.push(await shifts(features));
  }
  return { rows, ratios: [], skipped: [] };
}

/** Full captures beside each other: nothing is known of where the second lies. */
async function shifts(features: number): Promise<Result['rows'][number]> {
  const { captures: shots } = JSON.parse(await readFile(HARD, 'utf8')) as { captures: Shot[] };
  const opencv = await loadOpenCv();
  const kernel = await freshKernel();
  const grey = async ({ file }: Shot): Promise<Grey> => {
    const picture = kernel.hold(await sharpPictures.decode(await readFile(join(dirname(HARD), file))));
    const luma = kernel.luma(picture);
    const data = kernel.readPlane(luma);
    kernel.free(picture, luma);
    return { width: luma.width, height: luma.height, data };
  };
  let [pairs, right, cpu] = [0, 0, 0];
  for (const a of shots) {
    const b = shots.find(({ row, col }) => row === a.row && col === a.col + 1);
    if (!b) continue;
    const both = [await grey(a), await grey(b)] as const;
    const start = process.cpuUsage();
    const [found] = opencv.shifts(...both, { most: 1, features });
    const { user, system } = process.cpuUsage(start);
    pairs += 1;
    cpu += (user + system) / 1000;
    const off = found && Math.max(...[0, 1].map((i) => Math.abs(found.at[i]! - (b.true[i]! - a.true[i]!))));
    if (off !== undefined && off <= 1) right += 1;
  }
  return { name: `shift of whole captures, ${features} features`, ms: cpu / pairs, pairs, 'within 1 px': right };
}
