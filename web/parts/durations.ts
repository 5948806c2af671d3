/** How the pages say times, sizes and counts in words. Pure: the present is given. */
export { duration } from '../../client/durations.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** An estimate, in steps that do not pretend to know: `less than 10 s`, `about 40 s`, `about 3 min`, `about 2 h`. */
export function aboutDuration(seconds: number): string {
  if (seconds < 10) return 'less than 10 s';
  if (seconds < 55) return `about ${Math.ceil(seconds / 10) * 10} s`;
  if (seconds < 55 * MINUTE) return `about ${Math.ceil(seconds / MINUTE)} min`;
  return `about ${Math.ceil(seconds / HOUR)} h`;
}

/** `just now`, `5 minutes ago`, `yesterday`; from a week on the date. */
export function ago(time: Date, now: Date, language = 'en'): string {
  const seconds = (now.getTime() - time.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (seconds < MINUTE) return 'just now';
  if (seconds < HOUR) return words.format(-Math.floor(seconds / MINUTE), 'minute');
  if (seconds < DAY) return words.format(-Math.floor(seconds / HOUR), 'hour');
  if (seconds < 7 * DAY) return words.format(-Math.floor(seconds / DAY), 'day');
  return time.toLocaleDateString(language, { year: 'numeric', month: 'short', day: 'numeric' });
}

/** `820 B`, `41 kB`, `1.2 MB`, in units of 1,000 as operating systems show files. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  if (bytes < 999_500_000) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

export const count = (number: number): string => number.toLocaleString('en');
