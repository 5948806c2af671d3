/** Failures of a job as they are told: what is said of a start of a game holds for all of its areas, and is told once. */
import { START_FAULTS } from '../lambdas/map/redrive-schemas.ts';
import type { Failure, Job } from '../lambdas/map/schemas.ts';

/** `areas`: of so many it is told, and `item` is one of them. */
export type ToldFailure = Failure & { areas?: number };

/** In their order; `untold`: failures that the answer does not name, as there are too many. */
export function toldFailures({ failures, failure_count }: Pick<Job, 'failures' | 'failure_count'>): {
  told: ToldFailure[];
  untold: number;
} {
  const untold = failure_count - failures.length;
  const [first] = failures;
  // Those that are not named are then of the same kind.
  const isAll = first !== undefined && START_FAULTS.includes(first.code) && failures.every(isLike(first));
  if (isAll) return { told: [{ ...first, areas: failure_count }], untold: 0 };
  const told = failures.flatMap((failure, index): ToldFailure[] => {
    if (!START_FAULTS.includes(failure.code)) return [failure];
    const alike = failures.filter(isLike(failure));
    return failures.findIndex(isLike(failure)) === index ? [{ ...failure, areas: alike.length }] : [];
  });
  return { told, untold };
}

const isLike =
  (one: Failure) =>
  ({ stage, code }: Failure): boolean =>
    stage === one.stage && code === one.code;
