import type { Game } from '../game.ts';
import { middleOf, tileAt, worldOf } from './plane.ts';
import { mapSides } from './save.ts';

/** OpenTTD: a view is centred on a tile, so captures lie on a lattice of 32 x 16 px, and higher up where the ground is high. */
export const openttd: Game = {
  name: 'openttd',
  title: 'OpenTTD',
  captureVersion: 1,
  survey: (save, part) => worldOf(mapSides(save, part)),
  stand(world, [x, y], [width, height]) {
    const half = [Math.floor(width / 2), Math.floor(height / 2)] as const;
    const [middleX, middleY] = middleOf(world, tileAt(world, [x + half[0], y + half[1]]));
    return [middleX - half[0], middleY - half[1]];
  },
};
