/** How long something took, in the words of pages and commands alike. */
import type { Job } from '../lambdas/map/schemas.ts';

const MINUTE = 60;
const HOUR = 3600;

/** `45 s`, `3 min 20 s`, `2 h 5 min`; below a second `1 s`, because nothing takes no time. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return join(Math.floor(whole / MINUTE), 'min', whole % MINUTE, 's');
  return join(Math.floor(whole / HOUR), 'h', Math.round((whole % HOUR) / MINUTE), 'min');
}

const join = (large: number, largeUnit: string, rest: number, unit: string) =>
  rest === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${rest} ${unit}`;

/** From a job's start to its end, or to its last change; one that waits to be started counts from its creation. */
export const jobSeconds = ({
  started_at,
  created_at,
  completed_at,
  updated_at,
}: Pick<Job, 'started_at' | 'created_at' | 'completed_at' | 'updated_at'>): number =>
  (Date.parse(completed_at ?? updated_at) - Date.parse(started_at ?? created_at)) / 1000;
