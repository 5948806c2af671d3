import { BLOCK_TILES, TILE_SIZE } from '../../../../lib/limits.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import { inParallel } from '../../../kernel/pool.ts';
import { blockReportKey, topReportKey } from '../../keys.ts';
import type { BlockReport, TopAnswer, TopInput } from '../../workflow.ts';
import { findJson, findReadable, readJson } from '../files.ts';
import { type CutTile, createCanvas, cutTile, discardCanvas, pasteTile } from './canvas.ts';
import { halve } from './halve.ts';
import { blockLevels, type Grid, gridBelow, nativeGrid, type Tile, tileName } from './pyramid.ts';
import { newReport, storeReport, storeTile, type TilerPorts } from './store-tile.ts';
import { countStored, forget, makeCopies, reportOfBase, takeOver, type Wanted } from './take-over.ts';
import { type Level, levelBelow } from './tile-inputs.ts';

/** Levels above the blocks whose four children are made at the same time: 4 x 4 reads from S3 under way. */
const PARALLEL_LEVELS = 2;
export const REPORTS_AT_ONCE = 16;
/** Copies a second of a worker that is alone: as many as are answered. */
const ALONE = { perSecond: Number.POSITIVE_INFINITY };

/** Of a block's report what the levels above need: of its one tile there the fingerprint, the colour, where its pixels lie. */
type BlockTop = { inputs: string; colour: string | undefined } & Pick<BlockReport, 'block' | 'top' | 'top_mark'>;

/** `stored`: while it is, what lies above it is made already, but no more than one level. */
type Made = { cut: CutTile; stored?: Promise<void> | undefined };

/**
 * Makes the levels above the blocks from their lossless tops, depth first: memory is four tiles a level, however large the
 * world is (the tops of 10,000 shots together would be 1.9 GB). What the base has as well is copied, and nothing below it read.
 * @throws TesseraError `missing_block` when a block's report is not there, `damaged_block` when a top is not, or cannot be read
 */
export async function makeTop(input: TopInput, ports: TilerPorts): Promise<TopAnswer> {
  const { settings, build } = input;
  const { max_zoom } = settings;
  const lowest = max_zoom - blockLevels(max_zoom);
  const native = nativeGrid(settings);
  const report = newReport('top', '');
  const grid = gridBelow(native, max_zoom - lowest);
  const [blocks, ofBase] = await Promise.all([
    lowest > 0 ? readBlocks(input, { z: lowest, ...grid }, ports) : [],
    reportOfBase(settings, topReportKey, ports.work),
  ]);
  const wanted = tilesAbove({ ...grid, inputs: blocks.map(({ inputs }) => inputs) }, lowest);
  // Few: of the tiles above the blocks only, so a repeat may copy them again.
  const copies = takeOver(input, [{ wanted: [...wanted.values()], ofBase, report }]);
  const { lost, failed } = await makeCopies(input, copies, ports.tiles, ALONE);
  if (failed.has(report)) throw failed.get(report);
  forget(lost);

  const make = async (tile: Tile): Promise<Made> => {
    if (tile.z === lowest) return { cut: await readTop(blocks[tile.y * grid.columns + tile.x]!, ports) };
    const canvas = createCanvas(2 * TILE_SIZE, 2 * TILE_SIZE, 'part');
    const children = await inParallel(childrenIn(tile), atOnce(tile), async (child) => {
      const { cut, stored } = await make(child);
      pasteTile(canvas, cut, child.x % 2, child.y % 2);
      return stored;
    });
    const half = halve(canvas);
    discardCanvas(canvas);
    const cut = cutTile(half, 0, 0);
    discardCanvas(half);
    const stored = isLeft(tile)
      ? storeTile(ports, input, settings, report, wanted.get(tileName(tile))!, cut)
      : undefined;
    // Heard below, or by nobody where another has failed before.
    stored?.catch(() => {});
    await Promise.all(children);
    return { cut, stored };
  };
  /** Looks below what is the same for what is not: a copy that was missing. */
  const visit = async (tile: Tile): Promise<void> => {
    if (tile.z === lowest) return;
    if (isLeft(tile)) await (await make(tile)).stored;
    else await inParallel(childrenIn(tile), atOnce(tile), visit);
  };
  const isLeft = (tile: Tile) => !report.lineage![tileName(tile)];
  const atOnce = ({ z }: Tile) => (lowest - z <= PARALLEL_LEVELS ? 4 : 1);
  const childrenIn = (tile: Tile) => {
    const { columns, rows } = gridBelow(native, max_zoom - tile.z - 1);
    return childrenOf(tile).filter(({ x, y }) => x < columns && y < rows);
  };

  if (lowest > 0) {
    await visit({ z: 0, x: 0, y: 0 }).catch(async (error: unknown) => {
      if (error instanceof TesseraError && error.code === 'damaged_block') await letBeMade(blocks, input, ports);
      throw error;
    });
  }
  await storeReport(ports.work, topReportKey(build), report);
  const { created, copied } = countStored(report, build);
  const completed = created + copied + Object.keys(report.blank).length + report.empty.length;
  return { batch: 'top', stage: 'tile', completed, failed: 0, tiles_created: created, tiles_copied: copied };
}

/** Every tile of the levels above the blocks. */
function tilesAbove(blocks: Level, lowest: number): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  let level = blocks;
  for (let z = lowest - 1; z >= 0; z--) {
    level = levelBelow(level);
    for (const [i, inputs] of level.inputs.entries()) {
      const tile = { z, x: i % level.columns, y: Math.floor(i / level.columns) };
      wanted.set(tileName(tile), { tile, inputs });
    }
  }
  return wanted;
}

const childrenOf = ({ z, x, y }: Tile): Tile[] =>
  [0, 1, 2, 3].map((i) => ({ z: z + 1, x: 2 * x + (i & 1), y: 2 * y + (i >> 1) }));

/** Row by row. A block is there one tile, so its id is the tile's place. */
async function readBlocks(
  { build }: TopInput,
  { z, columns, rows }: Grid & Pick<Tile, 'z'>,
  { work }: TilerPorts,
): Promise<BlockTop[]> {
  const tiles = Array.from({ length: columns * rows }, (_, i) => ({ z, x: i % columns, y: Math.floor(i / columns) }));
  return inParallel(tiles, REPORTS_AT_ONCE, async (tile) => {
    const id = `${tile.x}_${tile.y}`;
    const found = await findJson<BlockReport>(work, blockReportKey(build, id));
    if (!found) throw missing(id);
    const name = tileName(tile);
    // Of a build that began before there were any, it is like no other.
    const inputs = found.lineage?.[name]?.inputs ?? `${build} ${id}`;
    return { block: id, inputs, colour: found.blank[name], top: found.top, ...withMark(found) };
  });
}

const withMark = ({ top_mark }: BlockReport) => (top_mark === undefined ? {} : { top_mark });

async function readTop({ block, top, top_mark, colour }: BlockTop, ports: TilerPorts): Promise<CutTile> {
  if (!top) return colour ? { kind: 'blank', colour } : { kind: 'empty' };
  const bytes = await findReadable(ports.work, top, top_mark);
  if (!bytes) throw damaged(block, top, 'the bytes that were stored do not come');
  const pixels = await ports.pictures.decodeWithAlpha(bytes).catch((cause: Error) => {
    throw damaged(block, top, cause.message, cause);
  });
  return { kind: 'picture', pixels };
}

/** Another attempt keeps no block whose top is not to be had: its report is of nothing any more. */
async function letBeMade(blocks: BlockTop[], { build }: TopInput, { work, pictures }: TilerPorts): Promise<void> {
  await inParallel(blocks, REPORTS_AT_ONCE, async ({ block, top, top_mark }) => {
    const bytes = top && (await findReadable(work, top, top_mark));
    if (!top || (bytes && (await pictures.isWhole(bytes)))) return;
    const key = blockReportKey(build, block);
    await storeReport(work, key, { ...(await readJson<BlockReport>(work, key)), inputs: '' });
  });
}

const missing = (block: string) =>
  new TesseraError(
    'missing_block',
    500,
    `Block ${block} of ${BLOCK_TILES} x ${BLOCK_TILES} tiles has no report. Redrive the job.`,
  );

const damaged = (block: string, key: string, why: string, cause?: Error) =>
  new TesseraError(
    'damaged_block',
    500,
    `The lossless tile ${key} of block ${block} is damaged (${why}). Go on with: tessera map redrive JOB`,
    { cause },
  );
