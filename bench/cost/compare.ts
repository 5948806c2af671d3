/** What was foreseen of a job beside what it told: count by count. */
import type { MeasuredJob } from './measure-job.ts';

/** Its time is the machine's own matter. */
const OF_THE_MACHINE = /^lambda_(?!invocations)|^states_child_time/;

export type Compared = { what: string; foreseen: number; told: number; served?: number };

/** Every count that is no time, and those of them that the twin counted, too. */
export function comparedCounts({ predicted, reported, served }: MeasuredJob): Compared[] {
  const rows = new Map(reported.rows.map(({ what, count }) => [what, count]));
  const names = new Set([...predicted.rows.map(({ what }) => what), ...rows.keys()]);
  return [...names]
    .filter((what) => !OF_THE_MACHINE.test(what))
    .map((what) => {
      const foreseen = predicted.rows.find((row) => row.what === what)?.count ?? 0;
      const judge = served[what as keyof typeof served];
      return { what, foreseen, told: rows.get(what) ?? 0, ...(judge !== undefined && { served: judge }) };
    });
}

/** How far two counts are from each other, as a share; of nothing foreseen where there was something all of it. */
export const off = (count: number, other: number): number => (count === other ? 0 : Math.abs(count / other - 1));
