/** One row of a terminal about one part of the work: its bar, its counts, how fast it goes and how long it will still take. */
/** `before`: so many of what is done were when it began. */
export type Part = { name: string; done: number; total: number; failed?: number; before?: number };
/** Since when a part is watched (`at`, with `from` of it done already), for how long it has moved, and whether it still does. */
export type Measured = { from: number; at: number; ms: number; ended: boolean };
type Terminal = { columns: number; colour: boolean; parts: Part[] };

const LONGEST_BAR = 24;
/** Below this a bar says nothing. */
const SHORTEST_BAR = 6;
/** A rate of the first moments is chance. */
const SETTLED_MS = 1500;

/** `length`: the columns that it takes, one less than the terminal has at most, so that no row is ever broken. */
export function barRow(part: Part, measured: Measured, { columns, colour, parts }: Terminal) {
  const name = part.name.padEnd(Math.max(...parts.map((each) => each.name.length)));
  const counts = countsOf(part);
  const widest = Math.max(...parts.map((each) => countsOf(each).length));
  const pace = paceOf(part, measured);
  const room = columns - 1;
  const withPace = room - name.length - widest - pace.length - 6;
  const alone = room - name.length - counts.length - 4;
  if (pace && withPace >= SHORTEST_BAR) {
    const bar = barOf(part, Math.min(withPace, LONGEST_BAR), colour);
    return rowOf([name, bar.text, counts.padEnd(widest), pace], bar.invisible);
  }
  if (alone >= SHORTEST_BAR) {
    const bar = barOf(part, Math.min(alone, LONGEST_BAR), colour);
    return rowOf([name, bar.text, counts], bar.invisible);
  }
  return rowOf([narrowRow(part, Math.max(1, room))], 0);
}

/** Without a bar. What does not fit goes whole: half of a number reads as another one. */
function narrowRow(part: Part, room: number): string {
  const counts = countsOf(part);
  const short = countsOf({ ...part, failed: 0, before: 0 });
  const fits = [`${part.name} ${counts}`, `${part.name} ${short}`, short].find((text) => text.length <= room);
  return fits ?? part.name.slice(0, room);
}

const rowOf = (pieces: string[], invisible: number) => {
  const text = pieces.join(' ').trimEnd();
  return { text, length: text.length - invisible };
};

function barOf({ done, total }: Part, width: number, colour: boolean) {
  const full = total ? Math.floor((width * Math.min(done, total)) / total) : 0;
  const filled = '#'.repeat(full);
  const [on, off] = colour ? ['\x1b[36m', '\x1b[0m'] : ['', ''];
  return { text: `[${on}${filled}${off}${'.'.repeat(width - full)}]`, invisible: on.length + off.length };
}

const countsOf = (part: Part) => (part.total === 0 ? 'waits' : countWords(part));

/** `48/48, 43 as before`. */
export const countWords = ({ done, total, failed, before }: Part) =>
  `${done}/${total}${before ? `, ${before} as before` : ''}${failed ? `, ${failed} failed` : ''}`;

/** `12/s, 3 min left`; how long it took once it is done; nothing while nobody can tell. */
function paceOf({ done, total, failed = 0 }: Part, { from, ms }: Measured): string {
  const moved = done + failed;
  if (total > 0 && moved >= total) return ms >= 1000 ? `in ${duration(ms / 1000)}` : '';
  const rate = (moved - from) / (ms / 1000);
  if (ms < SETTLED_MS || !(rate > 0)) return '';
  return `${rateWords(rate)}, ${duration((total - moved) / rate)} left`;
}

const rateWords = (rate: number) =>
  rate >= 10 ? `${Math.round(rate)}/s` : rate >= 0.1 ? `${rate.toFixed(1)}/s` : `${(rate * 60).toFixed(1)}/min`;

/** Rounded up, in the largest unit that says enough: `8 s`, `3 min`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 100) return `${whole} s`;
  const minutes = Math.ceil(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;
}
