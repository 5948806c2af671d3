import { TesseraError } from '../../../kernel/errors.ts';
import { inParallel, inParallelToEnd } from '../../../kernel/pool.ts';
import { isTransient } from '../../../kernel/transient.ts';
import { blockReportKey, blockTopKey } from '../../keys.ts';
import type { Pixels } from '../../ports/pictures.ts';
import type { Block, BlockReport, TileBatch, TileSettings } from '../../workflow.ts';
import { copyReadable, findReadable } from '../files.ts';
import type { CutTile } from './canvas.ts';
import { blockLevels, tileName } from './pyramid.ts';
import { newReport, type TilerPorts } from './store-tile.ts';
import { type Copy, reportOfBase, takeOver, type Wanted } from './take-over.ts';
import { blockInputs, levelsOf } from './tile-inputs.ts';

/**
 * A block with what it could take over. `whole`: nothing is left to be made, but for its lossless top (copyTops). `top`: the base's
 * lowest tile of the block, whose quarters are those of this one where `spare` says so: nothing has to be painted there. `failure`: of this block alone, the others go on.
 */
export type BegunBlock = {
  block: Block;
  levels: Wanted[][];
  report: BlockReport;
  whole: boolean;
  ofBase: BlockReport | undefined;
  failure?: { error: unknown };
  top?: { before: CutTile; spare: boolean[] };
};

/** Small files of S3, for which a worker only waits. */
const READS_AT_ONCE = 16;

/**
 * What the blocks of a batch have in common with those of the base is taken over; `copies` are still to be made for it. What may pass is
 * thrown: no block is at fault.
 */
export async function beginBlocks(
  batch: TileBatch,
  ports: TilerPorts,
): Promise<{ blocks: BegunBlock[]; copies: Copy[] }> {
  const { settings } = batch;
  const all = await inParallel(batch.items, READS_AT_ONCE, async (block) => {
    const levels = tilesOf(block, settings);
    const report = newReport(block.id, blockInputs(block, settings.max_zoom));
    const ofBase = await reportOfBase(settings, (build) => blockReportKey(build, block.id), ports.work);
    return { block, levels, wanted: levels.flat(), report, ofBase };
  });
  const copies = takeOver(batch, all);
  const blocks = await inParallel(all, READS_AT_ONCE, async ({ wanted, ...each }): Promise<BegunBlock> => {
    const begun = { ...each, whole: Object.keys(each.report.lineage!).length === wanted.length };
    return withQuarters(begun, settings, ports).catch((error: unknown) => {
      if (isTransient(error)) throw error;
      return { ...begun, failure: { error } };
    });
  });
  return { blocks, copies };
}

function tilesOf(block: Block, { max_zoom }: TileSettings): Wanted[][] {
  return levelsOf(block, max_zoom).map(({ columns, inputs }, below) =>
    inputs.map((each, i): Wanted => {
      const [column, row] = [i % columns, Math.floor(i / columns)];
      const tile = { z: max_zoom - below, x: (block.tile_x >> below) + column, y: (block.tile_y >> below) + row };
      return { tile, inputs: each };
    }),
  );
}

/** Where the base has fewer levels or more, its top of a block is another tile. */
const isAlike = ({ max_zoom, base }: TileSettings) =>
  base !== undefined && blockLevels(base.max_zoom) === blockLevels(max_zoom);

async function withQuarters(begun: BegunBlock, settings: TileSettings, ports: TilerPorts): Promise<BegunBlock> {
  const { whole, ofBase, levels } = begun;
  if (whole || !ofBase?.lineage || !isAlike(settings) || levels.length !== 3) return begun;
  const top = await quartersOf(ofBase, begun, settings, ports);
  return { ...begun, ...(top && { top }) };
}

/**
 * Copies the lossless tops of blocks that are whole.
 * @param fail is told of a block that cannot be had; what may pass is thrown
 * @param stop nobody wants the rest any more
 * @returns those that have to be painted for theirs
 */
export async function copyTops(
  blocks: BegunBlock[],
  { build, settings, attempt }: TileBatch,
  ports: TilerPorts,
  fail: (begun: BegunBlock, error: unknown) => void,
  stop: AbortSignal,
): Promise<BegunBlock[]> {
  const topless: BegunBlock[] = [];
  // Known by its mark, or looked at first: Top could not make it anew, and every later build would copy it. Once Top could not read one,
  // another attempt looks at all that it copies.
  const isKnown = (mark: string | undefined) =>
    (mark !== undefined && attempt === 1) || settings.max_zoom === blockLevels(settings.max_zoom);
  const isSound = async (top: string, mark: string | undefined) =>
    isAlike(settings) && (isKnown(mark) || (await isTopWhole(top, ports)));
  await inParallelToEnd(blocks, READS_AT_ONCE, async (begun) => {
    const { ofBase, block, report } = begun;
    if (!ofBase?.top || stop.aborted) return;
    const { top: before, top_mark: mark } = ofBase;
    const top = blockTopKey(build, block.id);
    try {
      if ((await isSound(before, mark)) && (await copyReadable(ports.work, before, top, mark))) {
        report.top = top;
        if (mark !== undefined) report.top_mark = mark;
      } else topless.push(begun);
    } catch (error) {
      if (isTransient(error)) throw error;
      fail(begun, error);
    }
  });
  return topless;
}

/**
 * A tile two levels down is made of four quarters, each of them half a tile of the level between. Where that tile is the same, the base
 * has its quarter, to the last bit: so only the tiles of the level between that are to be made are painted.
 */
async function quartersOf(
  ofBase: BlockReport,
  { levels, report }: BegunBlock,
  { base, max_zoom }: TileSettings,
  ports: TilerPorts,
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
  const colour = ofBase.blank[name];
  if (ofBase.top) {
    const pixels = await readTop(ofBase.top, ofBase.top_mark, ports);
    return pixels && { before: { kind: 'picture', pixels }, spare };
  }
  if (colour) return { before: { kind: 'blank', colour }, spare };
  return ofBase.empty.includes(name) ? { before: { kind: 'empty' }, spare } : undefined;
}

const isTopWhole = async (key: string, { work, pictures }: TilerPorts): Promise<boolean> => {
  const bytes = await findReadable(work, key);
  return bytes !== undefined && pictures.isWhole(bytes);
};

/** What is damaged, or another one, is as good as gone: the block is painted whole then. */
async function readTop(
  key: string,
  mark: string | undefined,
  { work, pictures }: TilerPorts,
): Promise<Pixels | undefined> {
  const bytes = await findReadable(work, key, mark);
  return bytes && (await pictures.decodeWithAlpha(bytes).catch(unlessUnreadable));
}

function unlessUnreadable(error: unknown): undefined {
  if (!(error instanceof TesseraError && error.code === 'unreadable')) throw error;
}
