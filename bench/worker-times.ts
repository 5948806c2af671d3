/**
 * CPU time of the worker Lambdas, by item: what the prediction of a job's cost and duration is made of
 * (lambdas/map/core/cost/measured.ts). A process each run, held to one core; the captures in memory, nothing stored elsewhere.
 */
import { join } from 'node:path';
import { PICTURE_ENVIRONMENT } from '../lib/limits.ts';
import type { Benchmark } from './bench.ts';
import { measure, median } from './process.ts';

type Times = Record<string, number>;

export const benchWorkerTimes: Benchmark = async ({ positions, captures, runs, progress }) => {
  const script = join(import.meta.dirname, 'worker-times-once.ts');
  const all: Times[] = [];
  for (let run = 0; run < runs; run++) {
    const { output } = await measure([process.execPath, script, positions, captures], PICTURE_ENVIRONMENT);
    all.push(JSON.parse(output) as Times);
    progress(`${run + 1}/${runs}: ${output}`);
  }
  const rows = Object.keys(all[0]!).map((name) => ({ name, value: median(all.map((times) => times[name]!)) }));
  return { rows, ratios: [], skipped: [] };
};
