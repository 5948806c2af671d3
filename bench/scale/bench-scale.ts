/** `npm run bench -- scale --shots 300,1000`: generated cities as whole jobs in the twin: time by stage, memory, tiles, places. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFolder, temporaryFolder } from '../../test/support/platform.ts';
import type { Benchmark, Options, Result } from '../bench.ts';
import type { KnownShot } from '../placing/dataset.ts';
import { type JobRun, runJob } from './run-job.ts';
import { runPeer, whyNoPeer } from './run-peer.ts';
import type { Load } from './watch-processes.ts';
import { writeCountry } from './write-country.ts';

const GOAL = { shots: 10_000, minutes: 20, mb: 1500 };

export const benchScale: Benchmark = async ({ shots: sizes, seed, peers, progress }) => {
  const noPeer = peers ? whyNoPeer() : undefined;
  const rows: Result['rows'] = [];
  for (const size of sizes) {
    const folder = await temporaryFolder();
    try {
      const started = performance.now();
      const { shots, bytes } = await writeCountry(size, seed, join(folder, 'shots'));
      const megabytes = bytes / 2 ** 20;
      progress(
        `${size} shots, ${megabytes.toFixed(0)} MB, painted in ${((performance.now() - started) / 1000).toFixed(0)} s`,
      );
      const run = await runJob(shots, folder, progress);
      await rm(join(folder, 'data'), { recursive: true, force: true });
      progress(JSON.stringify(run));
      rows.push(rowOf(size, run));
      if (peers && !noPeer) rows.push(await peerRow(shots, folder, progress));
    } finally {
      await removeFolder(folder);
    }
  }
  const largest = rows.findLast(({ tiles }) => tiles !== undefined)!;
  return {
    rows,
    ratios: [
      {
        name: `minutes / ${GOAL.minutes}, as for ${GOAL.shots} shots`,
        value: ((largest['ms a shot'] as number) * GOAL.shots) / 60_000 / GOAL.minutes,
      },
      { name: `MB / ${GOAL.mb}`, value: (largest['peak MB'] as number) / GOAL.mb },
    ],
    skipped: noPeer ? [noPeer] : [],
  };
};

/** As far as it comes: one that ends for want of memory or disk is a row that says so. */
async function peerRow(
  shots: KnownShot[],
  folder: string,
  progress: Options['progress'],
): Promise<Result['rows'][number]> {
  const name = `${shots.length} shots, cv2 and dzsave`;
  try {
    const run = await runPeer(shots, folder);
    progress(JSON.stringify(run));
    const { seconds, load, canvasMb, places } = run;
    const all = Object.values(seconds).reduce((sum, each) => sum + each, 0);
    return {
      name,
      ...{
        s: all,
        'CPU s': load.reduce((sum, each) => sum + cpuOf(each), 0),
        'ms a shot': (1000 * all) / shots.length,
      },
      ...{ 'coords, s': seconds.placing, 'paste, s': seconds.pasting, 'tile, s': seconds.tiles },
      ...{ 'peak MB': Math.max(...load.map((each) => each.residentMb)), 'canvas, MB': canvasMb },
      'peak MB, shared once': Math.max(...load.map((each) => each.proportionalMb)),
      ...{ 'can be known': places.solvable, 'within 0.5 px': places['within 0.5 px'] },
      'wrong at >= 0.5': places['wrong at >= 0.5'],
    };
  } catch (error) {
    progress(`${name}: ${(error as Error).message}`);
    return { name, ended: (error as Error).message.slice(0, 100) };
  }
}

const cpuOf = ({ cpuSeconds }: Load) => Object.values(cpuSeconds).reduce((sum, each) => sum + each, 0);

const STAGES = {
  capture: ['Plan', 'Capture', 'CheckCapture'],
  calibrate: ['Calibrate'],
  coords: ['Coords', 'CheckCoords'],
  solve: ['Solve'],
  tile: ['Tile', 'CheckTile', 'Top'],
  verify: ['Verify'],
  publish: ['Publish'],
  cleanup: ['Cleanup', 'CheckCleanup'],
} as const;

function rowOf(shots: number, { seconds, load, tiles, places }: JobRun): Result['rows'][number] {
  const of = (states: readonly string[]) => states.reduce((sum, state) => sum + (seconds.states[state] ?? 0), 0);
  return {
    name: `${shots} shots`,
    ...{ s: seconds.all, 'CPU s': cpuOf(load), 'ms a shot': (1000 * seconds.all) / shots },
    ...{ 'check, s': seconds.checked, 'upload, s': seconds.uploaded - seconds.checked },
    ...Object.fromEntries(Object.entries(STAGES).map(([stage, states]) => [`${stage}, s`, of(states)])),
    ...{ 'peak MB': load.residentMb, 'peak MB, shared once': load.proportionalMb },
    ...{ tiles: tiles.expected, stored: tiles.stored, blank: tiles.blank, missing: tiles.missing + tiles.strays },
    ...{ 'can be known': places.solvable, 'within 0.5 px': places['within 0.5 px'] },
    ...{ 'wrong at >= 0.5': places['wrong at >= 0.5'], 'right below 0.5': places['right below 0.5'] },
  };
}
