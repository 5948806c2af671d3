import { TILE_SIZE } from '../../../../lib/limits.ts';
import { inParallel } from '../../../kernel/pool.ts';
import type { Pixels, Rows } from '../../ports/pictures.ts';
import type { Block } from '../../workflow.ts';
import { boxRows } from './box-rows.ts';
import { release } from './bytes.ts';
import { type Canvas, createCanvas, discardCanvas, paintRun } from './canvas.ts';
import { eachRun } from './owners.ts';
import type { Size } from './pyramid.ts';

type Shot = Block['shots'][number];
/**
 * A block being painted. `runs` has for every shot of the block what it owns, as triples y, from, to in canvas px: numbers,
 * because a hundred thousand small objects cost the garbage collector a tenth of all CPU time. `lacking` is the number of
 * shots still to come.
 */
type Painting = {
  block: Block;
  runs: Int32Array[];
  covered: boolean;
  lacking: number;
  canvas?: Canvas;
  error?: unknown;
};

export type PaintProps = {
  blocks: Block[];
  /** Side of a whole block in tiles; a block at the edge of the world may have fewer columns and rows. */
  side: number;
  world: Size;
  /** Where a block need not be painted, because nothing is cut from there: its 2 x 2 tiles at a time, row by row. All of it by default. */
  spare?(block: Block): boolean[] | undefined;
  /** The rows of a shot that are painted somewhere, and no others. */
  read(shot: Shot, rows: Rows): Promise<Pixels>;
  /** Nobody wants the rest any more: no other shot is read, and no other block handed on. */
  stop?: AbortSignal;
  /** Called once a block; its canvas is gone afterwards. The error is that of a shot that could not be read. */
  painted(block: Block, canvas: Canvas | { error: unknown }): Promise<void>;
};

/** One shot is fetched and decoded while another's block is encoded; more would only cost memory on one core. */
export const SHOTS_AT_ONCE = 2;

/**
 * Paints the blocks of a batch shot by shot, along the longer side of the batch: a shot that several blocks show is decoded
 * once and forgotten, and a block is handed on as soon as it has its last shot. So memory holds two shots and the
 * canvases of about two lines of blocks across (13 MB each for 4 x 4 tiles, 17 MB at the edge of the world).
 */
export async function paintBlocks({ blocks, side, world, spare, stop, read, painted }: PaintProps): Promise<void> {
  const newCanvas = ({ block: { columns, rows }, covered }: Painting) =>
    createCanvas(columns * TILE_SIZE, rows * TILE_SIZE, covered ? 'full' : 'part');
  const finish = async (painting: Painting) => {
    const canvas = painting.canvas ?? newCanvas(painting);
    painting.canvas = undefined;
    if (!stop?.aborted) await painted(painting.block, 'error' in painting ? { error: painting.error } : canvas);
    discardCanvas(canvas);
  };
  const paintings = blocks.map((block) => plan(block, side, world, spare?.(block)));
  for (const painting of paintings) if (painting.lacking === 0) await finish(painting);
  await inParallel(shotsInOrder(paintings), SHOTS_AT_ONCE, async ({ shot, users }) => {
    // Returned and not thrown: whoever waits for the end then knows that the other shot is done with, too.
    if (stop?.aborted) return;
    const rows = rowsShown(shot, users);
    const pixels = await read(shot, rows).catch((error: unknown) => ({ error }));
    for (const painting of users) {
      painting.canvas ??= newCanvas(painting);
      if ('error' in pixels) painting.error = pixels.error;
      else paintShot(painting.canvas, painting, pixels, shot, rows);
      painting.lacking--;
    }
    if (!('error' in pixels)) release(pixels.data);
    // Chosen before the first wait: another shot may complete more blocks meanwhile, and hands those on itself.
    for (const painting of users.filter(({ lacking }) => lacking === 0)) await finish(painting);
  });
}

/** Each shot once, with the blocks that show it, in the order in which blocks are completed soonest. */
function shotsInOrder(paintings: Painting[]): { shot: Shot; users: Painting[] }[] {
  const shots = new Map<string, { shot: Shot; users: Painting[] }>();
  for (const painting of paintings) {
    for (const [index, shot] of painting.block.shots.entries()) {
      if (painting.runs[index]!.length === 0) continue;
      const known = shots.get(shot.id);
      if (known) known.users.push(painting);
      else shots.set(shot.id, { shot, users: [painting] });
    }
  }
  const [along, across] = isWide(paintings) ? (['x', 'y'] as const) : (['y', 'x'] as const);
  return [...shots.values()].sort((a, b) => a.shot[along] - b.shot[along] || a.shot[across] - b.shot[across]);
}

/** Whether the batch has more columns of blocks than rows: open canvases are about two lines across the longer way. */
function isWide(paintings: Painting[]): boolean {
  const columns = new Set(paintings.map(({ block }) => block.tile_x)).size;
  const rows = new Set(paintings.map(({ block }) => block.tile_y)).size;
  return columns > rows;
}

/** Side of the squares that may be spared, in px. */
export const SQUARE_SIDE = 2 * TILE_SIZE;

/** Finds the owners of a block's pixels, clipped to the world. Only where the world has an edge a canvas needs a cover. */
function plan(block: Block, side: number, world: Size, spare: boolean[] | undefined): Painting {
  const left = block.tile_x * TILE_SIZE;
  const top = block.tile_y * TILE_SIZE;
  const shots = block.shots.map((shot) => ({ ...shot, x: shot.x - left, y: shot.y - top }));
  const width = Math.min(world.width - left, block.columns * TILE_SIZE);
  const height = Math.min(world.height - top, block.rows * TILE_SIZE);
  const triples = shots.map((): number[] => []);
  let pixels = 0;
  let row = 0;
  const squares = Math.ceil(block.columns / 2);
  const isSpared = (from: number, to: number) => {
    if (!spare) return false;
    const first = Math.floor(row / SQUARE_SIDE) * squares;
    for (let x = Math.floor(from / SQUARE_SIDE); x * SQUARE_SIDE < to; x++) if (!spare[first + x]) return false;
    return true;
  };
  const visit = (owner: number, from: number, to: number) => {
    pixels += to - from;
    if (!isSpared(from, to)) triples[owner]!.push(row, from, to);
  };
  const boxes = boxRows(block.boxes);
  for (; row < height; row++) eachRun(shots, row, 0, width, visit, boxes);
  const covered = pixels === (side * TILE_SIZE) ** 2;
  const runs = triples.map((list) => Int32Array.from(list));
  return { block, runs, covered, lacking: runs.filter(({ length }) => length > 0).length };
}

const runsOf = ({ block, runs }: Painting, shot: Shot): Int32Array =>
  runs[block.shots.findIndex(({ id }) => id === shot.id)]!;

/** Where little changed a neighbour shows a strip: its file is inflated no farther. Runs are in the order of their rows. */
function rowsShown(shot: Shot, users: Painting[]): Rows {
  let [from, to] = [shot.height, 0];
  for (const painting of users) {
    const runs = runsOf(painting, shot);
    const top = shot.y - painting.block.tile_y * TILE_SIZE;
    from = Math.min(from, runs[0]! - top);
    to = Math.max(to, runs[runs.length - 3]! - top + 1);
  }
  return { from, to, width: shot.width };
}

/** `pixels` are the rows of the shot, and no others. */
function paintShot(canvas: Canvas, painting: Painting, pixels: Pixels, shot: Shot, { from }: Rows): void {
  const mine = runsOf(painting, shot);
  const left = shot.x - painting.block.tile_x * TILE_SIZE;
  const top = shot.y - painting.block.tile_y * TILE_SIZE + from;
  for (let i = 0; i < mine.length; i += 3) paintRun(canvas, mine[i]!, mine[i + 1]!, mine[i + 2]!, pixels, left, top);
}
