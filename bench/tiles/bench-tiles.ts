/** Tiles per CPU second from the same captures: ours against the tools that people use, and against the naive design. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PICTURE_ENVIRONMENT } from '../../lib/limits.ts';
import type { Benchmark, Result } from '../bench.ts';
import { isInstalled, measure, median } from '../process.ts';
import type { Made } from './contender.ts';

const CONTENDERS = ['ours', 'dzsave', 'dzsave-opaque', 'sharp-tile', 'tile-by-tile'] as const;
type Name = (typeof CONTENDERS)[number];
type Run = Made & { cpuSeconds: number };

/** Runs are interleaved, so that whatever else the machine does meets all contenders alike; the medians count. */
export const benchTiles: Benchmark = async ({ positions, captures, runs, efforts, progress }) => {
  const skipped = isInstalled('vips') ? [] : ['dzsave: `vips` is not installed'];
  const names = CONTENDERS.filter((name) => skipped.length === 0 || !name.startsWith('dzsave'));
  const measured = new Map<string, Run[]>();
  for (let run = 0; run < runs; run++) {
    for (const effort of efforts) {
      for (const name of names) {
        const result = await runContender(name, effort, positions, captures);
        const key = `${name} ${effort}`;
        measured.set(key, [...(measured.get(key) ?? []), result]);
        progress(`${run + 1}/${runs} effort ${effort} ${name}: ${result.cpuSeconds.toFixed(2)} CPU s`);
      }
    }
  }
  const rows = [...measured].map(([key, list]) => rowOf(key, list));
  return { rows, ratios: efforts.flatMap((effort) => ratiosOf(effort, rows)), skipped };
};

async function runContender(name: Name, effort: number, positions: string, captures: string): Promise<Run> {
  const out = await mkdtemp(join(tmpdir(), 'tessera-bench-'));
  try {
    const script = join(import.meta.dirname, 'contender.ts');
    const command = [process.execPath, script, name, String(effort), out, positions, captures];
    const { cpuSeconds, output } = await measure(command, name === 'ours' ? PICTURE_ENVIRONMENT : {});
    return { ...(JSON.parse(output) as Made), cpuSeconds };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

function rowOf(name: string, runs: Run[]): Result['rows'][number] {
  const of = (value: (run: Run) => number) => median(runs.map(value));
  return {
    name,
    tiles: of((run) => run.tiles),
    cpu_s: of((run) => run.cpuSeconds),
    tiles_per_cpu_s: of((run) => run.tiles / run.cpuSeconds),
    kilobytes: of((run) => run.bytes / 1000),
    peak_mb: of((run) => run.peakMb),
  };
}

/** CPU time for the same pyramid, theirs over ours: blank and skipped tiles do not blur it. */
function ratiosOf(effort: number, rows: Result['rows']): Result['ratios'] {
  const ours = rows.find(({ name }) => name === `ours ${effort}`)!;
  return rows
    .filter(({ name }) => name.endsWith(` ${effort}`) && name !== ours.name)
    .flatMap((peer) => [
      { name: `CPU of ${peer.name} / ours`, value: Number(peer.cpu_s) / Number(ours.cpu_s) },
      { name: `bytes of ours / ${peer.name}`, value: Number(ours.kilobytes) / Number(peer.kilobytes) },
    ]);
}
