import { StateError } from '../errors.ts';
import type { MapState } from '../language.ts';
import type { Visit } from '../scope.ts';
import { numberOf } from './items.ts';

/** How many failed items a Map run bears; a limit that the state does not give is undefined. */
export type Tolerance = { count?: number; percentage?: number };

export async function toleranceOf(state: MapState, visit: Visit): Promise<Tolerance> {
  const count = await numberOf(state.ToleratedFailureCount, 'ToleratedFailureCount', visit);
  const percentage = await numberOf(state.ToleratedFailurePercentage, 'ToleratedFailurePercentage', visit);
  if (count !== undefined && (count < 0 || !Number.isInteger(count)))
    throw new StateError('States.Runtime', `ToleratedFailureCount must be a whole number from 0, not ${count}`);
  if (percentage !== undefined && (percentage < 0 || percentage > 100))
    throw new StateError('States.Runtime', `ToleratedFailurePercentage must be from 0 to 100, not ${percentage}`);
  return { count, percentage };
}

/** Whether the failures are too many: more than either limit, or any at all where there is none. */
export function exceeds(tolerance: Tolerance, failed: number, total: number): boolean {
  if (tolerance.count === undefined && tolerance.percentage === undefined) return failed > 0;
  return (
    failed > (tolerance.count ?? Number.POSITIVE_INFINITY) ||
    failed > (total * (tolerance.percentage ?? Number.POSITIVE_INFINITY)) / 100
  );
}
