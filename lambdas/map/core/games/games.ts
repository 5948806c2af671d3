import type { GameName } from '../../workflow.ts';
import type { Game } from './game.ts';
import { openttd } from './openttd/openttd.ts';

/** Games that can be captured (docs/games.md says how another one is added). */
const GAMES: Record<GameName, Game> = { openttd };

export const gameOf = (name: GameName): Game => GAMES[name];
