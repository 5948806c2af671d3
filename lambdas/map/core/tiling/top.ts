import { BLOCK_TILES, TILE_SIZE } from '../../../../lib/limits.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import { inParallel } from '../../../kernel/pool.ts';
import { blockReportKey, topReportKey } from '../../keys.ts';
import type { BlockReport, TopAnswer, TopInput } from '../../workflow.ts';
import { type CutTile, createCanvas, cutTile, pasteTile } from './canvas.ts';
import { halve } from './halve.ts';
import { blockLevels, gridBelow, nativeGrid, type Tile, tileName } from './pyramid.ts';
import { newReport, storeReport, storeTile, type TilerPorts } from './store-tile.ts';

/** Levels above the blocks whose four children are made at the same time: 4 x 4 reads from S3 under way. */
const PARALLEL_LEVELS = 2;

/**
 * Makes the levels above the blocks from their lossless tops, depth first: memory is four tiles a level, however large the
 * world is (the tops of 10,000 shots together would be 1.9 GB).
 * @throws TesseraError `missing_block` when a block's report or top is not there
 */
export async function makeTop(input: TopInput, ports: TilerPorts): Promise<TopAnswer> {
  const { settings } = input;
  const lowest = settings.max_zoom - blockLevels(settings.max_zoom);
  const native = nativeGrid(settings);
  const report = newReport('top', '');

  const make = async (tile: Tile): Promise<CutTile> => {
    if (tile.z === lowest) return readBlockTop(input.build, tile, ports);
    const { columns, rows } = gridBelow(native, settings.max_zoom - tile.z - 1);
    const children = childrenOf(tile).filter(({ x, y }) => x < columns && y < rows);
    const canvas = createCanvas(2 * TILE_SIZE, 2 * TILE_SIZE, 'part');
    await inParallel(children, lowest - tile.z <= PARALLEL_LEVELS ? 4 : 1, async (child) => {
      pasteTile(canvas, await make(child), child.x % 2, child.y % 2);
    });
    const made = cutTile(halve(canvas), 0, 0);
    await storeTile(ports, input, settings, report, tile, made);
    return made;
  };

  if (lowest > 0) await make({ z: 0, x: 0, y: 0 });
  await storeReport(ports.work, topReportKey(input.build), report);
  const tilesCreated = report.stored.length;
  const completed = tilesCreated + Object.keys(report.blank).length + report.empty.length;
  return { batch: 'top', stage: 'tile', completed, failed: 0, tiles_created: tilesCreated };
}

const childrenOf = ({ z, x, y }: Tile): Tile[] =>
  [0, 1, 2, 3].map((i) => ({ z: z + 1, x: 2 * x + (i & 1), y: 2 * y + (i >> 1) }));

/** The block's tile at the zoom where blocks end. A block is there one tile, so its id is the tile's place. */
async function readBlockTop(build: string, tile: Tile, { work, pictures }: TilerPorts): Promise<CutTile> {
  const id = `${tile.x}_${tile.y}`;
  const bytes = await work.get(blockReportKey(build, id));
  if (!bytes) throw missing(id, 'report');
  const report: BlockReport = JSON.parse(Buffer.from(bytes).toString());
  if (report.top) {
    const top = await work.get(report.top);
    if (!top) throw missing(id, 'top tile');
    return { kind: 'picture', pixels: await pictures.decodeWithAlpha(top) };
  }
  const colour = report.blank[tileName(tile)];
  return colour ? { kind: 'blank', colour } : { kind: 'empty' };
}

const missing = (block: string, what: string) =>
  new TesseraError(
    'missing_block',
    500,
    `Block ${block} of ${BLOCK_TILES} x ${BLOCK_TILES} tiles has no ${what}. Redrive the job.`,
  );
