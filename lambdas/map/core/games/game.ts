import type { GameName } from '../../workflow.ts';

/** The plane of a game in px, origin top-left, and its map in tiles. */
export type World = { tiles: [number, number]; width: number; height: number };

/** What is known of a game without running it. */
export type Game = {
  name: GameName;
  /** As people write it. */
  title: string;
  /** What a save says of its world. @throws TesseraError `not_a_save` */
  survey(save: Uint8Array): World;
  /** Where a capture whose top-left corner was wished at `wish` can really be taken, if the ground there is flat at sea level. */
  stand(world: World, wish: [number, number], size: [number, number]): [number, number];
};
