import type { Shot } from '../lambdas/map/shot-schemas.ts';
import { INTERFACE_SHOTS } from '../lib/limits.ts';

/** Whether a panel that lies over every shot may have spoilt the map: most fit nowhere, and there are too few to find it by. */
export function mayHaveHiddenPanel(shots: readonly Pick<Shot, 'reason'>[]): boolean {
  const different = shots.filter(({ reason }) => reason === 'different').length;
  return shots.length > 1 && shots.length < INTERFACE_SHOTS && 2 * different > shots.length;
}
