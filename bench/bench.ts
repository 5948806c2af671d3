/**
 * Measurements with their peers: `npm run bench -- --help` lists them with their options. Medians, ratios last; a peer that is
 * not installed is named as skipped.
 */
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { LOCAL } from '../lib/limits.ts';
import { benchAlbum } from './album/bench-album.ts';
import { benchCalls } from './album/bench-calls.ts';
import { benchCity } from './cities/write-city.ts';
import { benchCorpus } from './corpus/bench-corpus.ts';
import { benchCost } from './cost/bench-cost.ts';
import { benchDrop } from './drop.ts';
import { benchExact } from './exact/bench-exact.ts';
import { benchCapture } from './game/bench-capture.ts';
import { benchIncremental } from './incremental/bench-incremental.ts';
import { benchKernel } from './kernel/bench-kernel.ts';
import { benchKill } from './kill.ts';
import { benchLayer } from './layer.ts';
import { benchLimits } from './limits/bench-limits.ts';
import { benchMapRun } from './map-run.ts';
import { benchMemory } from './memory.ts';
import { benchPermissions } from './permissions.ts';
import { benchPhone } from './phone.ts';
import { benchPairs } from './placing/bench-pairs.ts';
import { benchPlacement } from './placing/bench-placement.ts';
import { benchRobust } from './placing/bench-robust.ts';
import { benchS3 } from './s3/bench-s3.ts';
import { benchScale } from './scale/bench-scale.ts';
import { benchSolve } from './solve.ts';
import { benchStart } from './start.ts';
import { benchTiles } from './tiles/bench-tiles.ts';
import { benchViewer } from './viewer.ts';
import { benchViewing } from './viewing/bench-viewing.ts';
import { benchWorkerTimes } from './worker-times.ts';
import { WrongInput } from './wrong-input.ts';

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
  /** Sizes of jobs. */
  shots: number[];
  /** Whether other programs do the same. */
  peers: boolean;
  /** Shots that change. */
  changed: number;
  /** How many come, and how long they stay once all are there. */
  people: number;
  seconds: number;
  /** The true picture of the captures' world. */
  truth?: string | undefined;
  /** Of a game, and where the corner of the captures' plan lies in its world, in px. */
  save: string;
  from: [number, number];
  /** A line for the person who waits. */
  progress(line: string): void;
};
export type Result = {
  rows: ({ name: string } & Record<string, string | number>)[];
  ratios: { name: string; value: number }[];
  skipped: string[];
};
export type Benchmark = (options: Options) => Promise<Result>;

/** What is measured, and which options it heeds. `knows`: it needs to know where captures truly lie. */
type Listed = { run: Benchmark; about: string; options?: string; knows?: boolean };
const CAPTURES = '--positions FILE, --captures DIR';
const PLATFORM = '--map MAP, --url URL';
const benchmarks: Record<string, Listed> = {
  tiles: { run: benchTiles, about: 'tiles a CPU second', options: `${CAPTURES}, --runs N, --efforts 0,2,4` },
  memory: { run: benchMemory, about: 'peak memory of the tile worker', options: `${CAPTURES}, --runs N` },
  start: { run: benchStart, about: 'how long `npm start` takes; builds anew', options: '--runs N' },
  drop: { run: benchDrop, about: '2,000 files dropped on the page', options: '--runs N' },
  viewer: { run: benchViewer, about: 'how soon a visitor sees the map', options: `--runs N, ${PLATFORM}` },
  phone: { run: benchPhone, about: 'the same on a slow phone, and a walk', options: `--runs N, ${PLATFORM}` },
  exact: {
    run: benchExact,
    about: 'a map, pixel by pixel against its captures',
    options: `${CAPTURES}, --truth PICTURE, ${PLATFORM}`,
  },
  capture: {
    run: benchCapture,
    about: 'captures of a running game',
    options: '--save FILE, --from X,Y, --positions FILE, --truth PICTURE',
    knows: true,
  },
  pairs: {
    run: benchPairs,
    about: 'what neighbours say of each other, beside OpenCV',
    options: `${CAPTURES}, --runs N`,
    knows: true,
  },
  placement: {
    run: benchPlacement,
    about: 'from files to places, beside OpenCV',
    options: `${CAPTURES}, --runs N`,
    knows: true,
  },
  robust: { run: benchRobust, about: 'places of generated cities', options: '--seed N, --case CITY,CITY' },
  city: { run: benchCity, about: 'writes a generated city as files', options: '--case CITY, --out DIR, --seed N' },
  kernel: { run: benchKernel, about: 'the SIMD kernel beside JavaScript', options: '--captures DIR, --runs N' },
  kill: { run: benchKill, about: 'a job that is killed at many moments', options: '--seed N' },
  layer: { run: benchLayer, about: 'cold start of the kernel and of opencv-js', options: '--runs N' },
  permissions: { run: benchPermissions, about: 'what deciding by policies costs', options: '--runs N' },
  'map-run': { run: benchMapRun, about: 'a Distributed Map of 10,000 items', options: '--runs N' },
  s3: { run: benchS3, about: 'the S3 of the twin beside versitygw', options: '--runs N' },
  scale: { run: benchScale, about: 'whole jobs of many shots', options: '--shots N,N, --seed N, --peers' },
  cost: {
    run: benchCost,
    about: 'what jobs cost, foreseen and told',
    options: `--shots N,N, ${CAPTURES}, --case CITY, --changed N, --save FILE, --from X,Y, --seed N`,
  },
  limits: { run: benchLimits, about: 'jobs on an AWS account, simulated', options: '--shots N,N' },
  incremental: {
    run: benchIncremental,
    about: 'a map of which some shots changed, beside one from nothing',
    options: `${CAPTURES}, --changed N, --runs N, --seed N`,
  },
  'worker-times': {
    run: benchWorkerTimes,
    about: 'CPU time of the workers by item, for the prediction of costs',
    options: `${CAPTURES}, --runs N`,
  },
  album: { run: benchAlbum, about: 'many people with phones at albums', options: '--people N, --seconds N, --seed N' },
  calls: { run: benchCalls, about: "CPU time of the calls that a guest's page makes", options: '--runs N' },
  viewing: { run: benchViewing, about: 'an album of 500 photos by cookies, beside plain servers', options: '--runs N' },
  corpus: {
    run: benchCorpus,
    about: 'files that are no photos, or damaged ones, beside OpenCV and libvips',
    options: '--runs N, --seed N',
  },
  solve: { run: benchSolve, about: 'placing 10,000 shots by their pairs', options: '--runs N, --seed N' },
};
const usage = () =>
  [
    'Usage: npm run bench -- NAME [--json] [OPTIONS]',
    '',
    ...Object.entries(benchmarks).map(
      ([name, { about, options }]) => `  ${name.padEnd(12)}${about}${options ? ` (${options})` : ''}`,
    ),
    '',
    'Captures are by default those of examples/openttd, runs 3, the seed 1. `viewer` and `phone` look for the sample city at',
    '--url, or start a platform for it. What the figures were: docs/benchmarks.md.',
  ].join('\n');
const SAMPLE = join(import.meta.dirname, '..', 'examples', 'openttd');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
    efforts: { type: 'string', default: '0,2,4' },
    seed: { type: 'string', default: '1' },
    positions: { type: 'string' },
    captures: { type: 'string' },
    map: { type: 'string' },
    url: { type: 'string', default: `http://127.0.0.1:${LOCAL.edgePort}` },
    truth: { type: 'string' },
    case: { type: 'string' },
    out: { type: 'string' },
    shots: { type: 'string', default: '1000' },
    peers: { type: 'boolean', default: false },
    changed: { type: 'string', default: '5' },
    people: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '60' },
    save: { type: 'string', default: join(SAMPLE, 'city.sav') },
    from: { type: 'string', default: '14016,5022' },
  },
});
const benchmark = benchmarks[positionals[0] ?? ''];
if (values.help) {
  console.log(usage());
  process.exit(0);
}
if (!benchmark || positionals.length > 1) {
  console.error(usage());
  process.exit(2);
}
const positions = values.positions ?? join(SAMPLE, benchmark.knows ? 'dataset.json' : 'positions.json');
const result = await benchmark
  .run({
    positions,
    captures: values.captures ?? dirname(positions),
    map: values.map,
    url: values.url,
    truth: values.truth,
    case: values.case,
    out: values.out,
    shots: values.shots.split(',').map(Number),
    peers: values.peers,
    changed: Number(values.changed),
    people: Number(values.people),
    seconds: Number(values.seconds),
    save: values.save,
    from: values.from.split(',').map(Number) as [number, number],
    runs: Number(values.runs),
    efforts: values.efforts.split(',').map(Number),
    seed: Number(values.seed),
    progress: (line) => console.error(line),
  })
  .catch((error: unknown) => {
    if (!(error instanceof WrongInput)) throw error;
    console.error(error.message);
    process.exit(3);
  });
const round = (value: string | number) => (typeof value === 'number' ? Number(value.toFixed(2)) : value);
if (values.json) console.log(JSON.stringify(result, null, 2));
else {
  console.table(result.rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, round(v)]))));
  for (const reason of result.skipped) console.log(`skipped: ${reason}`);
  for (const { name, value } of result.ratios) console.log(`${name}: ${value.toFixed(2)}`);
}
