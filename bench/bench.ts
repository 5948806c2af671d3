/**
 * Measurements with their peers: `npm run bench -- NAME [--json] [--runs N] [--efforts 0,2,4] [--seed N] [--positions FILE]
 * [--captures DIR] [--case CITY --out DIR]`; those of a running platform also `--map MAP [--url URL] [--truth PICTURE]` (`viewer` and `phone` find the
 * sample city by themselves, or start a platform for it). Medians, ratios last; a
 * peer that is not installed is named as skipped.
 */
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { LOCAL } from '../lib/limits.ts';
import { benchCity } from './cities/write-city.ts';
import { benchDrop } from './drop.ts';
import { benchExact } from './exact/bench-exact.ts';
import { benchKernel } from './kernel/bench-kernel.ts';
import { benchKill } from './kill.ts';
import { benchLayer } from './layer.ts';
import { benchMapRun } from './map-run.ts';
import { benchMemory } from './memory.ts';
import { benchPermissions } from './permissions.ts';
import { benchPhone } from './phone.ts';
import { benchPairs } from './placing/bench-pairs.ts';
import { benchPlacement } from './placing/bench-placement.ts';
import { benchRobust } from './placing/bench-robust.ts';
import { benchS3 } from './s3/bench-s3.ts';
import { benchSolve } from './solve.ts';
import { benchStart } from './start.ts';
import { benchTiles } from './tiles/bench-tiles.ts';
import { benchViewer } from './viewer.ts';

export type Options = {
  positions: string;
  captures: string;
  runs: number;
  efforts: number[];
  /** Of what is random. */
  seed: number;
  /** A map of the running platform at `url`. */
  map?: string | undefined;
  url: string;
  /** A generated city (`bench/cities/cases.ts`), and the folder that it is written to. */
  case?: string | undefined;
  out?: string | undefined;
  /** The true picture of the captures' world. */
  truth?: string | undefined;
  /** A line for the person who waits. */
  progress(line: string): void;
};
export type Result = {
  rows: ({ name: string } & Record<string, string | number>)[];
  ratios: { name: string; value: number }[];
  skipped: string[];
};
export type Benchmark = (options: Options) => Promise<Result>;

const benchmarks: Record<string, Benchmark> = {
  tiles: benchTiles,
  memory: benchMemory,
  start: benchStart,
  drop: benchDrop,
  viewer: benchViewer,
  phone: benchPhone,
  exact: benchExact,
  pairs: benchPairs,
  placement: benchPlacement,
  robust: benchRobust,
  city: benchCity,
  kernel: benchKernel,
  kill: benchKill,
  layer: benchLayer,
  permissions: benchPermissions,
  'map-run': benchMapRun,
  s3: benchS3,
  solve: benchSolve,
};
const SAMPLE = join(import.meta.dirname, '..', 'examples', 'openttd', 'positions.json');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
    efforts: { type: 'string', default: '0,2,4' },
    seed: { type: 'string', default: '1' },
    positions: { type: 'string', default: SAMPLE },
    captures: { type: 'string' },
    map: { type: 'string' },
    url: { type: 'string', default: `http://127.0.0.1:${LOCAL.edgePort}` },
    truth: { type: 'string' },
    case: { type: 'string' },
    out: { type: 'string' },
  },
});
const benchmark = benchmarks[positionals[0] ?? ''];
if (values.help || !benchmark || positionals.length > 1) {
  console.error(
    `Usage: npm run bench -- NAME [--json] [--runs N]; NAME is one of ${Object.keys(benchmarks).join(', ')}.`,
  );
  process.exit(values.help ? 0 : 2);
}
const result = await benchmark({
  positions: values.positions,
  captures: values.captures ?? dirname(values.positions),
  map: values.map,
  url: values.url,
  truth: values.truth,
  case: values.case,
  out: values.out,
  runs: Number(values.runs),
  efforts: values.efforts.split(',').map(Number),
  seed: Number(values.seed),
  progress: (line) => console.error(line),
});
const round = (value: string | number) => (typeof value === 'number' ? Number(value.toFixed(2)) : value);
if (values.json) console.log(JSON.stringify(result, null, 2));
else {
  console.table(result.rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, round(v)]))));
  for (const reason of result.skipped) console.log(`skipped: ${reason}`);
  for (const { name, value } of result.ratios) console.log(`${name}: ${value.toFixed(2)}`);
}
