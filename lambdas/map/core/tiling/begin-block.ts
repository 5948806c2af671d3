import { inParallel } from '../../../kernel/pool.ts';
import { blockReportKey, blockTopKey } from '../../keys.ts';
import type { Block, BlockReport, TileBatch } from '../../workflow.ts';
import { blockLevels, countBlockTiles } from './pyramid.ts';
import { newReport, type TilerPorts } from './store-tile.ts';
import { reportOfBase, takeOver, type Wanted } from './take-over.ts';
import { blockInputs, levelsOf } from './tile-inputs.ts';

/** A block with what it could take over; `whole`: nothing is left to be made. */
export type BegunBlock = { block: Block; levels: Wanted[][]; report: BlockReport; whole: boolean };

const BLOCKS_AT_ONCE = 4;

/** Takes over what the blocks of a batch have in common with those of the base. */
export const beginBlocks = (batch: TileBatch, ports: TilerPorts): Promise<BegunBlock[]> =>
  inParallel(batch.items, BLOCKS_AT_ONCE, (block) => beginBlock(block, batch, ports));

async function beginBlock(block: Block, batch: TileBatch, { work, tiles }: TilerPorts): Promise<BegunBlock> {
  const { settings } = batch;
  const { max_zoom, base } = settings;
  const report = newReport(block.id, blockInputs(block, max_zoom));
  const levels = levelsOf(block, max_zoom).map(({ columns, inputs }, below) =>
    inputs.map((each, i): Wanted => {
      const [column, row] = [i % columns, Math.floor(i / columns)];
      const tile = { z: max_zoom - below, x: (block.tile_x >> below) + column, y: (block.tile_y >> below) + row };
      return { tile, inputs: each };
    }),
  );
  const from = await reportOfBase(settings, (build) => blockReportKey(build, block.id), work);
  await takeOver(batch, settings, levels.flat(), { from, report }, tiles);
  const whole = Object.keys(report.lineage!).length === countBlockTiles(block, max_zoom);
  if (!whole || !from?.top) return { block, levels, report, whole };
  // Where the base has fewer levels or more, its top is another tile.
  const top = blockTopKey(batch.build, block.id);
  const isThere = blockLevels(base!.max_zoom) === blockLevels(max_zoom) && (await work.copy(from.top, top));
  if (isThere) report.top = top;
  return { block, levels, report, whole: isThere };
}
