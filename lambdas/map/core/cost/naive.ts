/**
 * The plain design at the same prices: one task for each tile, as a Standard workflow of its own. A tile of the native zoom reads and
 * decodes the four shots around it, one below it its four children; everything else is as here.
 */
import { MAP_MEMORY_MB } from '../../../../lib/limits.ts';
import { countsOf, type JobOptions, type Parallelism } from './counts.ts';
import { ACCOUNT } from './durations.ts';
import type { JobShape } from './job-shape.ts';
import { tileMs } from './measured.ts';
import type { Counts } from './prices.ts';
import { OF_A_MAP, UNITS_OF_BATCH } from './requests.ts';
import { STATES_IN_CHILD, STATES_OF_CHILD } from './workflow-states.ts';

/** CPU of a tile by itself against one of a block: 4.15 at effort 0, 3.59 at 2 (docs/benchmarks.md, one task per tile). */
const DEARER = 3.59;
const READS_A_TILE = 4;

export function naiveCounts(shape: JobShape, options: JobOptions, parallelism: Parallelism): Counts {
  const ours = countsOf(shape, options, parallelism);
  const { all, above } = shape.tiles;
  const inBlocks = all - above;
  const { batches, blocks, tops, reads } = shape;
  const seconds = (tileMs(options.format, options.effort) * DEARER * ACCOUNT.slower) / 1000 + 2 * ACCOUNT.request;
  return {
    ...ours,
    lambda_invocations: ours.lambda_invocations - batches.tile + inBlocks,
    lambda_tile: inBlocks * seconds * (MAP_MEMORY_MB.tile / 1024),
    // A Standard child is charged by its states.
    states_transitions:
      ours.states_transitions - batches.tile * STATES_OF_CHILD + inBlocks * (STATES_OF_CHILD + STATES_IN_CHILD),
    states_children: ours.states_children - batches.tile,
    // No blocks: no reports, no lossless tops.
    s3_writes: ours.s3_writes - blocks - tops,
    s3_reads: ours.s3_reads - reads.tile + inBlocks * READS_A_TILE + OF_A_MAP.reads,
    dynamodb_writes: ours.dynamodb_writes + (inBlocks - batches.tile) * UNITS_OF_BATCH,
  };
}
