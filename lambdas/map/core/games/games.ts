import type { GameName } from '../../capture-schemas.ts';
import type { GameGridOf } from '../steps/capture-plan.ts';
import type { Game } from './game.ts';
import { captureGrid, wholeView } from './grid.ts';
import { openttd } from './openttd/openttd.ts';

/** Games that can be captured (docs/games.md says how another one is added). */
const GAMES: Record<GameName, Game> = { openttd };

export const gameOf = (name: GameName): Game => GAMES[name];

/** What Plan asks of a game. */
export const gameGrid: GameGridOf = (name, save, view) => {
  const game = gameOf(name);
  const [width, height] = wholeView(view).size;
  return { size: { width, height }, cells: captureGrid(game, game.survey(save), view) };
};
