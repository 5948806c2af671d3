import { text } from '../text/en.ts';
import type { Put, XY } from './moves.ts';
import type { Neighbour, ShownShot } from './neighbours.ts';
import type { Of } from './shots-of-build.tsx';

/** Places that a shot may well belong to, each with the words of its button. @param here where it is put now */
export function proposals(
  { displacement }: Pick<Of, 'displacement'>,
  { shot }: Pick<ShownShot, 'shot'>,
  neighbours: Pick<Neighbour, 'name' | 'position' | 'pair'>[],
  here: XY,
): { words: string; to: Put; isOff?: boolean }[] {
  const found = shot.position;
  const planned = displacement.planned(shot);
  const byPairs = neighbours.flatMap(({ name, position, pair }) => {
    if (!pair?.offset || pair.used) return [];
    const to: XY = [position[0] - pair.offset[0], position[1] - pair.offset[1]];
    return isSame(to, found) ? [] : [{ words: text.putByPair(name), to }];
  });
  return [
    // Once it lies elsewhere this would be another move; Reset is the way back.
    { words: text.putHere, to: found, isOff: !isSame(here, found) },
    ...(isSame(planned, found) ? [] : [{ words: text.putAtPlan, to: planned }]),
    ...byPairs,
    ...repeats(neighbours).map(([x, y]) => ({
      words: text.repeatStep(x, y),
      to: [here[0] + x, here[1] + y] as XY,
    })),
    ...(shot.reason === 'by_hand' ? [{ words: text.letPictureSay, to: null }] : []),
  ];
}

/** One step of what repeats around the shot, each way, as the first neighbour that knows it says. */
function repeats(neighbours: Pick<Neighbour, 'pair'>[]): XY[] {
  const lattice = neighbours.find(({ pair }) => pair?.lattice)?.pair?.lattice ?? [];
  return lattice.flatMap(([x, y]): XY[] => [
    [x, y],
    [-x, -y],
  ]);
}

const isSame = (a: XY, b: XY) => Math.hypot(a[0] - b[0], a[1] - b[1]) < 0.5;
