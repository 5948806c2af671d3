import { inParallel } from '../../../kernel/pool.ts';
import { blockReportKey, blockTopKey } from '../../keys.ts';
import type { Block, BlockReport, TileBatch, TileSettings } from '../../workflow.ts';
import type { CutTile } from './canvas.ts';
import { blockLevels, countBlockTiles, tileName } from './pyramid.ts';
import { newReport, type TilerPorts } from './store-tile.ts';
import { reportOfBase, takeOver, type Wanted } from './take-over.ts';
import { blockInputs, levelsOf } from './tile-inputs.ts';

/**
 * A block with what it could take over. `whole`: nothing is left to be made. `top`: the base's lowest tile of the block, whose quarters
 * are those of this one where `spare` says so: nothing has to be painted there.
 */
export type BegunBlock = {
  block: Block;
  levels: Wanted[][];
  report: BlockReport;
  whole: boolean;
  top?: { before: CutTile; spare: boolean[] };
};

const BLOCKS_AT_ONCE = 4;

/** Takes over what the blocks of a batch have in common with those of the base. */
export const beginBlocks = (batch: TileBatch, ports: TilerPorts): Promise<BegunBlock[]> =>
  inParallel(batch.items, BLOCKS_AT_ONCE, (block) => beginBlock(block, batch, ports));

async function beginBlock(block: Block, batch: TileBatch, ports: TilerPorts): Promise<BegunBlock> {
  const { work, tiles } = ports;
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
  if (!from?.lineage || !base) return { block, levels, report, whole };
  // Where the base has fewer levels or more, its top is another tile.
  const isAlike = blockLevels(base.max_zoom) === blockLevels(max_zoom);
  if (!whole) {
    const top =
      isAlike && levels.length === 3 ? await quartersOf(from, { levels, report }, settings, ports) : undefined;
    return { block, levels, report, whole, ...(top && { top }) };
  }
  if (!from.top) return { block, levels, report, whole };
  const top = blockTopKey(batch.build, block.id);
  const isThere = isAlike && (await work.copy(from.top, top));
  if (isThere) report.top = top;
  return { block, levels, report, whole: isThere };
}

/**
 * A tile two levels down is made of four quarters, each of them half a tile of the level between. Where that tile is the same, the base
 * has its quarter, to the last bit: so only the tiles of the level between that are to be made are painted.
 */
async function quartersOf(
  from: BlockReport,
  { levels, report }: Pick<BegunBlock, 'levels' | 'report'>,
  { base, max_zoom }: TileSettings,
  { work, pictures }: TilerPorts,
): Promise<BegunBlock['top']> {
  const [native = [], between = [], tops = []] = levels;
  const isThere = ({ tile }: Wanted) => report.lineage![tileName(tile)] !== undefined;
  const spare = between.map((half) => {
    const children = native.filter(({ tile }) => tile.x >> 1 === half.tile.x && tile.y >> 1 === half.tile.y);
    return isThere(half) && children.every(isThere);
  });
  if (!spare.includes(true)) return undefined;
  const { tile } = tops[0]!;
  const name = tileName({ ...tile, z: tile.z - max_zoom + base!.max_zoom });
  const bytes = from.top && (await work.get(from.top));
  const colour = from.blank[name];
  if (bytes) return { before: { kind: 'picture', pixels: await pictures.decodeWithAlpha(bytes) }, spare };
  if (colour) return { before: { kind: 'blank', colour }, spare };
  return from.empty.includes(name) ? { before: { kind: 'empty' }, spare } : undefined;
}
