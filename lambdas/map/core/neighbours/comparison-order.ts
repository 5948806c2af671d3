import { SURE_FROM } from '../../../../lib/limits.ts';
import type { Neighbour, Pair } from '../../placement.ts';
import type { CoordsItem } from '../../workflow.ts';

export const isBeside = ({ side }: Neighbour): boolean => side === 'right' || side === 'below';

/** Those beside a shot first; across corners mostly none is needed. */
export const inOrder = ({ neighbours }: Pick<CoordsItem, 'neighbours'>): Neighbour[] => [
  ...neighbours.filter(isBeside),
  ...neighbours.filter((neighbour) => !isBeside(neighbour)),
];

/** Whom a shot is compared with after these pairs, which are the first of the order; undefined: with nobody any more. */
export function nextNeighbour(item: Pick<CoordsItem, 'neighbours'>, pairs: Pair[]): Neighbour | undefined {
  const next = inOrder(item)[pairs.length];
  return next && !isBeside(next) && areSure(pairs) ? undefined : next;
}

/** Both that lie beside it are, so that those across a corner have nothing to add: a shot at an edge of the grid hangs by fewer, and needs the corners. */
const areSure = (pairs: Pair[]): boolean =>
  pairs.length === 2 && pairs.every(({ confidence }) => confidence >= SURE_FROM);
