/** What a job on top of a published build asks of an account: what did not change is copied, a tile at a time, and not made. */

import { jobShape } from '../../lambdas/map/core/cost/job-shape.ts';
import { gridLayout } from '../../lambdas/map/core/cost/layout.ts';
import { COPY_MS } from '../../lambdas/map/core/cost/measured.ts';
import { COPIES_AT_ONCE } from '../../lambdas/map/core/tiling/copy-rate.ts';
import { GRID_STEP } from '../../lib/limits.ts';
import { BLOCK_FILES, type JobLoad, type PerStage, type StageLoad, type StepLoad, stepsOf } from './job.ts';
import type { Measured } from './measured.ts';

/** Of a listing. */
const KEYS_AN_ANSWER = 1000;

/**
 * Neighbours share a fifth each way, the map ends with the last step as jobOf has it: so many px less from shot to shot let the last ones end
 * with the last tile, and not begin a line of blocks of their own. The times are those of the shots that were measured.
 */
const SIDE = 1.25 * GRID_STEP;
const stepOf = (shots: number) => Math.floor(GRID_STEP - (SIDE - GRID_STEP) / Math.sqrt(shots));

/** The shape of the prediction of costs: changed shots lie spread out, which touches the most tiles. */
export function jobOnTop(shots: number, changed: number, measured: Measured, workers: PerStage): JobLoad {
  const each = stepOf(shots);
  const shape = jobShape(
    {
      layout: gridLayout({ shots, width: SIDE, height: SIDE, step: [each, each] }),
      exact: false,
      changed,
    },
    workers,
  );
  const { batches, reads, tiles, blocks, tops, mended_tops } = shape;
  const { ms } = measured;
  const step = stepsOf(shots, measured);
  const stage = (name: StageLoad['name'], all: Partial<Omit<StageLoad, 'name'>>): StageLoad[] => {
    const count = batches[name];
    const share = (sum = 0) => sum / count;
    const { gets, workPuts, tilePuts, seconds, copies } = all;
    return count === 0
      ? []
      : [
          {
            ...{ name, batches: count, gets: share(gets), workPuts: share(workPuts), tilePuts: share(tilePuts) },
            seconds: share(seconds),
            ...(copies && { copies: share(copies) }),
          },
        ];
  };
  const [ofBlocks, copiedInBlocks] = [tiles.all - tiles.above, tiles.copied - tiles.copied_above];
  const made = ofBlocks - copiedInBlocks;
  const isTopNew = tiles.above > tiles.copied_above;
  const calibrate = reads.sample > 0 ? [step('calibrate', { ms: reads.sample * ms.sample })] : [];
  const parts: (StageLoad | StepLoad)[] = [
    // Keeps what is new, of all that it looks at.
    step('plan', { writes: changed, ms: changed * ms.keep, requests: Math.ceil((shots + changed) / KEYS_AN_ANSWER) }),
    ...stage('capture', { gets: shape.captured, seconds: (shape.captured * ms.capture) / 1000 }),
    step('check'),
    ...calibrate,
    ...stage('coords', { gets: reads.coords, seconds: (reads.coords * ms.coords) / 1000 }),
    step('check'),
    step('solve', { rows: shots }),
    ...stage('tile', {
      // Reports of the build before, and tops of blocks of which a part is new.
      gets: reads.tile + blocks + mended_tops,
      workPuts: blocks + (BLOCK_FILES - 1) * tops,
      tilePuts: made,
      seconds: (made * ms.tile + copiedInBlocks * COPY_MS) / 1000,
      copies: copiedInBlocks,
    }),
    step('check'),
    step('top', {
      ms: isTopNew ? tiles.above * ms.top : 0,
      requests: tiles.copied_above / COPIES_AT_ONCE,
    }),
    step('verify'),
    step('publish', { rows: shots }),
    ...stage('cleanup', { seconds: (shots * ms.cleanup) / 1000 }),
    step('check'),
  ];
  return { shots, tiles: tiles.all, parts };
}
