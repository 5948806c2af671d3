/**
 * Time, memory and rightness of placing all shots of a build from pairs of which one in twenty is wrong, at three sizes; beside
 * a spanning tree, which is how stitching tools place. Every run is another city; a contender has a process and a core of its own.
 */
import { join } from 'node:path';
import type { Benchmark, Result } from './bench.ts';
import type { Placed } from './placing/contender.ts';
import { measure, median } from './process.ts';

const SIZES = [
  [25, 40],
  [50, 60],
  [100, 100],
] as const;
const CONTENDERS = ['ours', 'no-diagonals', 'spanning-tree'] as const;
const GOAL = { seconds: 2.5, mb: 300 };

export const benchSolve: Benchmark = async ({ runs, seed, progress }) => {
  const script = join(import.meta.dirname, 'placing', 'contender.ts');
  const measured = new Map<string, Placed[]>();
  for (let run = 0; run < runs; run++) {
    for (const [rows, cols] of SIZES) {
      for (const contender of CONTENDERS) {
        const words = [contender, rows, cols, seed + run].map(String);
        const { output } = await measure([process.execPath, script, ...words]);
        const placed = JSON.parse(output) as Placed;
        const name = `${contender} ${placed.shots}`;
        measured.set(name, [...(measured.get(name) ?? []), placed]);
        progress(
          `${run + 1}/${runs} ${name}: ${placed.cpuSeconds.toFixed(2)} CPU s, ${placed.exact.toFixed(2)} % exact`,
        );
      }
    }
  }
  const rows = [...measured].map(([name, list]) => rowOf(name, list));
  return { rows, ratios: ratiosOf(rows), skipped: [] };
};

/** Medians of what is measured, sums of what must not happen. */
function rowOf(name: string, runs: Placed[]) {
  const of = (value: (run: Placed) => number) => runs.map(value);
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const hasConfidence = !name.startsWith('spanning-tree');
  return {
    name,
    cpu_s: median(of((run) => run.cpuSeconds)),
    peak_mb: Math.max(...of((run) => run.peakMb)),
    'exact %': median(of((run) => run.exact)).toFixed(3),
    'least exact %': Math.min(...of((run) => run.exact)).toFixed(3),
    'exact % on land': median(of((run) => run.exactOnLand)).toFixed(3),
    'wrong at >= 0.9': hasConfidence ? sum(of((run) => run.wrongSure)) : '-',
    'wrong at >= 0.5': hasConfidence ? sum(of((run) => run.wrongLikely)) : '-',
    'right below 0.5': hasConfidence ? sum(of((run) => run.rightUnlikely)) : '-',
  };
}

function ratiosOf(rows: ReturnType<typeof rowOf>[]): Result['ratios'] {
  const largest = SIZES.at(-1)![0] * SIZES.at(-1)![1];
  const row = (contender: string) => rows.find(({ name }) => name === `${contender} ${largest}`)!;
  const [ours, peer] = [row('ours'), row('spanning-tree')];
  return [
    { name: `seconds for ${largest} shots / ${GOAL.seconds}`, value: ours.cpu_s / GOAL.seconds },
    { name: `peak MB for ${largest} shots / ${GOAL.mb}`, value: ours.peak_mb / GOAL.mb },
    { name: 'seconds, ours / spanning tree', value: ours.cpu_s / peer.cpu_s },
    { name: 'share exact, ours / spanning tree', value: Number(ours['exact %']) / Number(peer['exact %']) },
  ];
}
