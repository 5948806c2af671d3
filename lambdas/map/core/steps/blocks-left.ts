import { inParallel } from '../../../kernel/pool.ts';
import { blockReportKey } from '../../keys.ts';
import type { JobChanges } from '../../ports/jobs.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import { tileKey, tilesPrefix } from '../../tile-paths.ts';
import type { Block, BlockReport, JobRef, TileSettings } from '../../workflow.ts';
import { findJson } from '../files.ts';
import { countBlockTiles } from '../tiling/pyramid.ts';
import { countStored } from '../tiling/take-over.ts';
import { blockInputs } from '../tiling/tile-inputs.ts';

const READS_AT_ONCE = 16;

export type BlockPlan = { blocks: Block[]; settings: TileSettings; shots: number };
/** `changes`: the job's counters as the attempt begins to make tiles; none in the first attempt. */
export type BlocksLeft = { todo: Block[]; changes: JobChanges };

/**
 * Blocks that an earlier attempt made from exactly the same are kept; the others are to be made, and whatever else lies among
 * the build's tiles goes, so that nothing of an earlier attempt stays that this one would not make.
 */
export async function blocksLeft(
  ref: JobRef,
  { blocks, settings, shots }: BlockPlan,
  { work, tiles }: { work: ObjectStore; tiles: ObjectStore },
): Promise<BlocksLeft> {
  if (ref.attempt === 1) return { todo: blocks, changes: {} };
  const { map_id, build } = ref;
  const lying = new Set<string>();
  for await (const { key } of tiles.list(tilesPrefix(map_id, build))) lying.add(key);
  const reports = await inParallel(blocks, READS_AT_ONCE, (block) =>
    findJson<BlockReport>(work, blockReportKey(build, block.id)),
  );
  const keyOf = (tile: string) => tileKey(map_id, build, tile, settings.format);
  const isKept = (block: Block, report: BlockReport | undefined) =>
    report?.inputs === blockInputs(block, settings.max_zoom) && report.stored.every((tile) => lying.has(keyOf(tile)));
  const kept = new Map(blocks.flatMap((block, i) => (isKept(block, reports[i]) ? [[block, reports[i]!]] : [])));

  const stored = [...kept.values()].flatMap((report) => report.stored);
  for (const tile of stored) lying.delete(keyOf(tile));
  await tiles.deleteAll([...lying]);
  const counts = [...kept.values()].map((report) => countStored(report, build));
  const made = [...kept.keys()].reduce((sum, block) => sum + countBlockTiles(block, settings.max_zoom), 0);
  return {
    todo: blocks.filter((block) => !kept.has(block)),
    changes: {
      tile_completed: made,
      tiles_created: counts.reduce((sum, { created }) => sum + created, 0),
      tiles_copied: counts.reduce((sum, { copied }) => sum + copied, 0),
      completed_tasks: 2 * shots + made,
    },
  };
}
