import type { GameName } from '../../capture-schemas.ts';

/** The command that makes the map anew, by what it is made of: who let a game take the screenshots has no folder of them. */
export const createAgain = (game: GameName | undefined): string =>
  game ? `tessera map create --game ${game} --save FILE` : 'tessera map create DIR';
