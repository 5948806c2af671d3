/** Peak memory of the tile worker in a fresh process, with the allocator's settings of the worker Lambda and without. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PICTURE_ENVIRONMENT } from '../lib/limits.ts';
import type { Benchmark } from './bench.ts';
import { measure, median } from './process.ts';
import type { Made } from './tiles/contender.ts';

const LIMIT_MB = 300;

export const benchMemory: Benchmark = async ({ positions, captures, runs, progress }) => {
  const variants = [
    { name: 'tile worker', env: PICTURE_ENVIRONMENT, peaks: [] as number[] },
    { name: "tile worker, allocator's defaults", env: {}, peaks: [] as number[] },
  ];
  const script = join(import.meta.dirname, 'tiles', 'contender.ts');
  for (let run = 0; run < runs; run++) {
    for (const { name, env, peaks } of variants) {
      const out = await mkdtemp(join(tmpdir(), 'tessera-bench-'));
      const { output } = await measure([process.execPath, script, 'ours', '2', out, positions, captures], env);
      await rm(out, { recursive: true, force: true });
      peaks.push((JSON.parse(output) as Made).peakMb);
      progress(`${run + 1}/${runs} ${name}: ${peaks.at(-1)!.toFixed(0)} MB`);
    }
  }
  const rows = variants.map(({ name, peaks }) => ({ name, peak_mb: median(peaks), most_mb: Math.max(...peaks) }));
  return { rows, ratios: [{ name: `peak / ${LIMIT_MB} MB`, value: rows[0]!.most_mb / LIMIT_MB }], skipped: [] };
};
