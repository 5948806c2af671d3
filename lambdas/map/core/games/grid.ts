import { GAME_SIZE, GAME_STEP } from '../../../../lib/limits.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import type { CaptureView } from '../../game-capture.ts';
import type { Game, World } from './game.ts';

export type WholeView = CaptureView & Required<Pick<CaptureView, 'size' | 'step' | 'from'>>;

/** What is meant where something was left out: the whole world, a quarter of a capture shared each way. */
export function wholeView({ size = [...GAME_SIZE], step, from = [0, 0], columns, rows }: CaptureView): WholeView {
  const usual = (axis: 0 | 1) => Math.round((size[axis] * GAME_STEP[axis]) / GAME_SIZE[axis]);
  return { size, step: step ?? [usual(0), usual(1)], from, columns, rows };
}

export type GridCell = { row: number; col: number; nominal: [number, number] };

/**
 * Where captures of a world are taken, row by row. What lies outside the world is left out, and what would stand outside is
 * moved to its rim, so that every place in the world is on a capture; each is at a place where the game can stand.
 * @throws TesseraError `outside_world` when nothing of the world is in the grid
 */
export function captureGrid(game: Game, world: World, view: CaptureView = {}): GridCell[] {
  const { size, step, from, ...limits } = wholeView(view);
  const [width, height] = size;
  const needed = (length: number, own: number, each: number) => Math.max(1, Math.ceil((length - own) / each) + 1);
  const columns = limits.columns ?? needed(world.width - from[0], width, step[0]);
  const rows = limits.rows ?? needed(world.height - from[1], height, step[1]);
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
  throw new TesseraError(
    'outside_world',
    422,
    `${plane}; from ${from.join(',')} on, nothing of it is captured. Leave \`from\` out, or correct it.`,
  );
}
