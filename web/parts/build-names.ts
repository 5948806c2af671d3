import type { Build } from '../../lambdas/map/schemas.ts';

type Dated = Pick<Build, 'build' | 'created_at'>;

/**
 * Builds by their dates, as lists and sentences name them: with the year where it is not this one, to the minute, to the
 * second where two would have the same name.
 */
export function buildNames(builds: Dated[], now: Date, language = 'en', timeZone?: string): Map<string, string> {
  const write = (time: string, second?: 'numeric') => {
    const date = new Date(time);
    const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
    const parts = {
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      second,
      year,
      timeZone,
    } as const;
    return date.toLocaleString(language, parts);
  };
  const times = new Map<string, number>();
  for (const { created_at } of builds) {
    const name = write(created_at);
    times.set(name, (times.get(name) ?? 0) + 1);
  }
  const nameOf = (time: string) => (times.get(write(time)) === 1 ? write(time) : write(time, 'numeric'));
  return new Map(builds.map(({ build, created_at }) => [build, nameOf(created_at)]));
}
