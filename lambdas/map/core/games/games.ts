import type { GameName } from '../../workflow.ts';
import type { Games } from '../steps/capture-plan.ts';
import type { Game } from './game.ts';
import { captureGrid, GAME_CAPTURE } from './grid.ts';
import { openttd } from './openttd/openttd.ts';

/** Games that can be captured (docs/games.md says how another one is added). */
const GAMES: Record<GameName, Game> = { openttd };

export const gameOf = (name: GameName): Game => GAMES[name];

/** What Plan asks of a game. */
export const gameGrids: Games = (name) => ({
  grid(save, view) {
    const game = gameOf(name);
    const [width, height] = view.size ?? GAME_CAPTURE.size;
    return { size: { width, height }, cells: captureGrid(game, game.survey(save), view) };
  },
});
