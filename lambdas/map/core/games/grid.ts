import { GAME_SIZE, GAME_STEP } from '../../../../lib/limits.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import type { Game, World } from './game.ts';

export const GAME_CAPTURE = { size: GAME_SIZE, step: GAME_STEP } as const;

const stepOf = (size: readonly [number, number]): [number, number] => [
  Math.round((size[0] * GAME_CAPTURE.step[0]) / GAME_CAPTURE.size[0]),
  Math.round((size[1] * GAME_CAPTURE.step[1]) / GAME_CAPTURE.size[1]),
];

export type GridOptions = {
  /** Of a capture, in px. */
  size?: readonly [number, number] | undefined;
  step?: readonly [number, number] | undefined;
  /** Top-left corner of the first capture in the world's plane; the world's own when left out. */
  from?: readonly [number, number] | undefined;
  /** As many as the world needs when left out. */
  columns?: number | undefined;
  rows?: number | undefined;
};
export type GridCell = { row: number; col: number; nominal: [number, number] };

/**
 * Where captures of a world are taken, row by row. What lies outside the world is left out, and what would stand outside is
 * moved to its rim, so that every place in the world is on a capture; each is at a place where the game can stand.
 * @throws TesseraError `outside_world` when nothing of the world is in the grid
 */
export function captureGrid(game: Game, world: World, options: GridOptions = {}): GridCell[] {
  const { size = GAME_CAPTURE.size, from = [0, 0] } = options;
  const [width, height] = size;
  const step = options.step ?? stepOf(size);
  const needed = (length: number, own: number, each: number) => Math.max(1, Math.ceil((length - own) / each) + 1);
  const columns = options.columns ?? needed(world.width - from[0], width, step[0]);
  const rows = options.rows ?? needed(world.height - from[1], height, step[1]);
  const cells: GridCell[] = [];
  const taken = new Set<string>();
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < columns; col++) {
      const wish: [number, number] = [from[0] + col * step[0], from[1] + row * step[1]];
      const nominal = game.stand(world, wish, [width, height]);
      const seesNone = Math.abs(nominal[0] - wish[0]) >= step[0] || Math.abs(nominal[1] - wish[1]) >= step[1];
      if (seesNone || taken.has(`${nominal}`)) continue;
      taken.add(`${nominal}`);
      cells.push({ row, col, nominal });
    }
  }
  if (cells.length > 0) return cells;
  const plane = `The world has ${world.width} x ${world.height} px`;
  throw new TesseraError('outside_world', 422, `${plane}; from ${from.join(',')} on, nothing of it is captured.`);
}
