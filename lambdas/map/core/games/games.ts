import { type GameName, SAVE_START_BYTES } from '../../capture-schemas.ts';
import type { CaptureView } from '../../game-capture.ts';
import type { GameGrid, GameGridOf } from '../steps/capture-plan.ts';
import type { Game, World } from './game.ts';
import { captureGrid, wholeView } from './grid.ts';
import { openttd } from './openttd/openttd.ts';

/** Games that can be captured (docs/games.md says how another one is added). */
const GAMES: Record<GameName, Game> = { openttd };

export const gameOf = (name: GameName): Game => GAMES[name];

/** What Plan asks of a game. */
export const gameGrid: GameGridOf = (name, save, view) => gridOf(name, view, (game) => game.survey(save));

/** The same before the save is there, from its first bytes, `SAVE_START_BYTES` of them where it has more. */
export const gameGridOfStart: GameGridOf = (name, start, view) =>
  gridOf(name, view, (game) => game.survey(start, start.length < SAVE_START_BYTES ? 'whole' : 'start'));

function gridOf(name: GameName, view: CaptureView, survey: (game: Game) => World): GameGrid {
  const game = gameOf(name);
  const [width, height] = wholeView(view).size;
  return { size: { width, height }, cells: captureGrid(game, survey(game), view) };
}
