import type { GameName } from '../../capture-schemas.ts';

/** The plane of a game in px, origin top-left, and its map in tiles. */
export type World = { tiles: [number, number]; width: number; height: number };

/** What is known of a game without running it. */
export type Game = {
  name: GameName;
  /** As people write it. */
  title: string;
  /**
   * Raise it when the same save and view make other captures than before: another driver, grid, game or graphics. Then they make
   * another build. `capture-version.test.ts` fails when it is forgotten.
   */
  captureVersion: number;
  /**
   * What a save says of its world; `start`: these are its first bytes, and more of it there is.
   * @throws TesseraError `not_a_save`
   */
  survey(save: Uint8Array, part?: 'whole' | 'start'): World;
  /** Where a capture whose top-left corner was wished at `wish` can really be taken, if the ground there is flat at sea level. */
  stand(world: World, wish: [number, number], size: [number, number]): [number, number];
};
