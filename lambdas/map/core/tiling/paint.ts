import { TILE_SIZE } from '../../../../lib/limits.ts';
import { inParallel } from '../../../kernel/pool.ts';
import type { Pixels } from '../../ports/pictures.ts';
import type { Block } from '../../workflow.ts';
import { type Canvas, createCanvas, paintRun } from './canvas.ts';
import { ownerRuns, type Run } from './owners.ts';
import type { Size } from './pyramid.ts';

type Shot = Block['shots'][number];
/** A block being painted: `runs` by canvas row. */
type Painting = { block: Block; canvas: Canvas; runs: Run[][] };

/** One shot is fetched while another is decoded; more would only cost memory on one core. */
const SHOTS_AT_ONCE = 2;

/**
 * Paints all blocks of a batch together, so that a shot that several of them show is decoded once and forgotten: memory is
 * the canvases (17 MB for 4 x 4 tiles) and two shots.
 * @param side of the canvases in tiles: the smallest power of two that holds a block and its lower levels
 * @returns block id -> canvas, or the error of the shot that the block lacks
 */
export async function paintBlocks(
  blocks: Block[],
  side: number,
  world: Size,
  read: (shot: Shot) => Promise<Pixels>,
): Promise<Map<string, Canvas | Error>> {
  const painted = new Map<string, Canvas | Error>();
  const users = new Map<string, { shot: Shot; paintings: Painting[] }>();
  for (const block of blocks) {
    const canvas = createCanvas(side * TILE_SIZE, side * TILE_SIZE);
    painted.set(block.id, canvas);
    const painting = { block, canvas, runs: runsOf(block, world) };
    for (const shot of block.shots) {
      const user = users.get(shot.id);
      if (user) user.paintings.push(painting);
      else users.set(shot.id, { shot, paintings: [painting] });
    }
  }
  await inParallel([...users.values()], SHOTS_AT_ONCE, async ({ shot, paintings }) => {
    try {
      const pixels = await read(shot);
      for (const painting of paintings) paintShot(painting, shot, pixels);
    } catch (error) {
      for (const { block } of paintings) painted.set(block.id, error as Error);
    }
  });
  return painted;
}

/** The owners of a block's pixels in canvas px, row by row, clipped to the world. */
function runsOf(block: Block, world: Size): Run[][] {
  const left = block.tile_x * TILE_SIZE;
  const top = block.tile_y * TILE_SIZE;
  const shots = block.shots.map((shot) => ({ ...shot, x: shot.x - left, y: shot.y - top }));
  const width = Math.min(world.width - left, block.columns * TILE_SIZE);
  const height = Math.min(world.height - top, block.rows * TILE_SIZE);
  return Array.from({ length: height }, (_, y) => ownerRuns(shots, y, 0, width));
}

function paintShot({ block, canvas, runs }: Painting, shot: Shot, pixels: Pixels): void {
  const owner = block.shots.findIndex(({ id }) => id === shot.id);
  const left = shot.x - block.tile_x * TILE_SIZE;
  const top = shot.y - block.tile_y * TILE_SIZE;
  for (let y = Math.max(0, top); y < Math.min(runs.length, top + shot.height); y++) {
    for (const run of runs[y]!) if (run.owner === owner) paintRun(canvas, y, run, pixels, left, top);
  }
}
