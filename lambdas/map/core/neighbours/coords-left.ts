import type { CoordsItem, Located } from '../../workflow.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { batchOrder } from './batch-order.ts';

/** Whether an attempt before has compared the shot with exactly the neighbours that it has now, as it would be compared now. */
export function isCompared({ id, neighbours }: CoordsItem, located: Located): boolean {
  const before = located[id];
  if (before?.estimator !== ESTIMATOR_VERSION) return false;
  const compared = new Set(before.compared);
  return compared.size === neighbours.length && neighbours.every((neighbour) => compared.has(neighbour.id));
}

/** The shots that are still to be compared, in batches of neighbours. One whose neighbour was replaced is one of them, too. */
export const coordsLeft = (items: CoordsItem[], located: Located): CoordsItem[] =>
  batchOrder(items.filter((item) => item.neighbours.length > 0 && !isCompared(item, located)));
