/** Progress for people: bars that move on a terminal; elsewhere plain lines, few enough to read in a log. */
import type { Stream } from './output.ts';
import { barRow, countWords, type Measured, type Part } from './progress-rows.ts';

export type { Part } from './progress-rows.ts';
export type Progress = {
  /** Shows where the parts stand now. */
  show(parts: Part[]): void;
  /** Leaves what was drawn last. */
  end(): void;
};

/** A terminal is drawn this often at most: ten thousand files are checked in less time than drawing each would take. */
const DRAW_MS = 100;
/** Where lines stay, a part that goes on says so this often at most. */
const LINE_MS = 30_000;
const DEFAULT_COLUMNS = 80;

const isSet = (value: string | undefined) => value !== undefined && value !== '' && value !== 'false';

/** `now` in ms. */
export function createProgress(stream: Stream, env: NodeJS.ProcessEnv, now = () => performance.now()): Progress {
  const moves = stream.isTTY && env.TERM !== 'dumb' && !isSet(env.CI);
  return moves ? bars(stream, !isSet(env.NO_COLOR), now) : lines(stream, now);
}

const isDone = ({ done, total, failed = 0 }: Part) => total > 0 && done + failed >= total;

function lines(stream: Stream, now: () => number): Progress {
  const told = new Set<string>();
  const shown = new Map<string, number>();
  let last = now();
  return {
    show(parts) {
      for (const part of parts) {
        const { name, done, total, failed = 0 } = part;
        if (told.has(name) || total === 0) continue;
        const changed = shown.get(name) !== done + failed && done + failed > 0;
        if (!isDone(part) && !(changed && now() - last >= LINE_MS)) continue;
        if (isDone(part)) told.add(name);
        shown.set(name, done + failed);
        last = now();
        stream.write(`${name} ${countWords(part)}\n`);
      }
    },
    end() {},
  };
}

function bars(stream: Stream, colour: boolean, now: () => number): Progress {
  const begun = new Map<string, Measured>();
  /** Columns that each row took when it was drawn. */
  let drawn: number[] = [];
  let drawnAt = Number.NEGATIVE_INFINITY;
  let latest: Part[] = [];
  let isBehind = false;
  const columns = () => stream.columns || DEFAULT_COLUMNS;

  const draw = () => {
    const rows = latest.map((part) => barRow(part, measured(part), { columns: columns(), colour, parts: latest }));
    // A terminal that became narrower has broken the rows that stand there into several.
    const above = drawn.reduce((sum, length) => sum + Math.max(1, Math.ceil(length / columns())), 0);
    stream.write(`${above ? `\x1b[${above}A\r\x1b[J` : ''}${rows.map(({ text }) => `${text}\n`).join('')}`);
    drawn = rows.map(({ length }) => length);
    drawnAt = now();
    isBehind = false;
  };
  /** Since when a part moves, and from where: what was there at the first look took no time that we know. */
  const measured = (part: Part): Measured => {
    const known = begun.get(part.name);
    const moved = part.done + (part.failed ?? 0);
    if (!known || moved < known.from) {
      const begin = { from: moved, at: now(), ms: 0, ended: isDone(part) };
      begun.set(part.name, begin);
      return begin;
    }
    // While nothing is done yet, the clock does not run: a stage may wait for the one before it.
    if (moved === 0) known.at = now();
    if (!known.ended) known.ms = now() - known.at;
    known.ended = isDone(part);
    return known;
  };
  const redraw = () => {
    if (drawn.length > 0) draw();
  };

  return {
    show(parts) {
      if (drawn.length === 0) stream.on?.('resize', redraw);
      const ended = parts.every(isDone) && !latest.every(isDone);
      const more = parts.length !== latest.length;
      latest = parts;
      isBehind = true;
      if (ended || more || now() - drawnAt >= DRAW_MS) draw();
    },
    end() {
      stream.off?.('resize', redraw);
      // What came too soon after the last drawing is not kept back for ever.
      if (isBehind) draw();
      drawn = [];
      latest = [];
      begun.clear();
    },
  };
}
