import type { DeletionAnswer } from '../lambdas/map/removal-schemas.ts';
import type { MapDetail } from '../lambdas/map/schemas.ts';

/** Deletions of maps: done when they are asked for the second time, never while `faults.endless`. */
export function fakeDeletions(
  maps: MapDetail[],
  faults: { endless: boolean; uncounted: boolean },
  notFound: (what: string) => never,
) {
  const polls = new Map<string, number>();
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  return {
    /** Resolves once somebody has asked how far a deletion is. */
    asked,
    begin(map: string): DeletionAnswer {
      const at = maps.findIndex((each) => each.map === map);
      if (at >= 0) {
        maps.splice(at, 1);
        polls.set(map, 0);
      }
      if (!polls.has(map)) notFound(`map ${map}`);
      return { map, status: 'deleting', objects: null, rows: null };
    },
    of(map: string): DeletionAnswer {
      const before = polls.get(map) ?? notFound(`deletion of the map ${map}`);
      polls.set(map, before + 1);
      resolve();
      const done = before > 0 && !faults.endless;
      const [objects, rows] = done && !faults.uncounted ? [1234, 5] : [null, null];
      return { map, status: done ? 'deleted' : 'deleting', objects, rows };
    },
  };
}
