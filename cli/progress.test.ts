import { expect, test } from 'vitest';
import { createProgress, type Part } from './progress.ts';

function record({ isTTY = false, columns = 80, env = {} as NodeJS.ProcessEnv } = {}) {
  const written: string[] = [];
  const listeners = new Set<() => void>();
  const clock = { ms: 0 };
  const stream = {
    write: (text: string) => written.push(text),
    isTTY,
    columns,
    on: (_: 'resize', listener: () => void) => listeners.add(listener),
    off: (_: 'resize', listener: () => void) => listeners.delete(listener),
  };
  const progress = createProgress(stream, env, () => clock.ms);
  const show = (atSecond: number, ...parts: Part[]) => {
    clock.ms = atSecond * 1000;
    progress.show(parts);
  };
  const resize = (to: number) => {
    stream.columns = to;
    for (const listener of listeners) listener();
  };
  return { written, progress, show, resize, listeners };
}
const tile = (done: number, total: number): Part => ({ name: 'tile', done, total });
const PLAIN = { NO_COLOR: '1' };

/** What stands on a terminal of that many columns when all of it was written. */
function screenOf(written: string[], columns: number): string[] {
  const rows = [''];
  let at = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what moves the cursor.
  for (const [piece, up] of written.join('').matchAll(/\x1b\[(\d+)A\r\x1b\[J|\x1b\[\d+m|\n|[^\x1b\n]+/g)) {
    if (up) {
      at -= Number(up);
      rows.splice(at, rows.length, '');
    } else if (piece === '\n') {
      rows[++at] = '';
    } else if (!piece.startsWith('\x1b')) {
      for (const character of piece) {
        if (rows[at]!.length === columns) rows[++at] = '';
        rows[at] += character;
      }
    }
  }
  return rows.slice(0, -1);
}

test.each([
  ['no terminal', { isTTY: false }],
  ['a terminal that cannot move', { isTTY: true, env: { TERM: 'dumb' } }],
  ['a build machine', { isTTY: true, env: { CI: 'true' } }],
])('%s: one line a part, when it is done', (_, where) => {
  const { written, show } = record(where);
  show(0, { name: 'capture', done: 1, total: 4 });
  show(1, { name: 'capture', done: 3, failed: 1, total: 4 });
  show(2, { name: 'capture', done: 3, failed: 1, total: 4 }, tile(0, 0));
  expect(written).toEqual(['capture 3/4, 1 failed\n']);
});

test('what takes long says in a log that it goes on, twice a minute at most, and only when it does', () => {
  const { written, show } = record();
  for (let second = 0; second <= 100; second++) show(second, tile(Math.min(second, 50), 1000));
  expect(written).toEqual(['tile 30/1000\n', 'tile 50/1000\n']);
});

test('a terminal gets bars that are drawn over, with counts, rate and time left', () => {
  const { written, show, progress } = record({ isTTY: true, env: PLAIN });
  show(0, tile(0, 40));
  expect(screenOf(written, 80)).toEqual([`tile [${'.'.repeat(24)}] 0/40`]);
  show(1, tile(0, 40));
  show(2, tile(0, 40));
  // The clock of a part begins when it does.
  show(5, tile(9, 40));
  expect(screenOf(written, 80)).toEqual([`tile [${'#'.repeat(5)}${'.'.repeat(19)}] 9/40 3.0/s, 11 s left`]);
  show(15, tile(40, 40));
  progress.end();
  expect(screenOf(written, 80)).toEqual([`tile [${'#'.repeat(24)}] 40/40 in 13 s`]);
});

test('parts stand below each other in columns; one that is not planned yet waits', () => {
  const { written, show } = record({ isTTY: true, env: PLAIN });
  show(0, { name: 'capture', done: 3, failed: 1, total: 8 }, tile(0, 0));
  expect(screenOf(written, 80)).toEqual([
    `capture [${'#'.repeat(9)}${'.'.repeat(15)}] 3/8, 1 failed`,
    `tile    [${'.'.repeat(24)}] waits`,
  ]);
});

test.each([10, 20, 30, 40, 60, 200])('no row is broken on a terminal of %i columns', (columns) => {
  const { written, show } = record({ isTTY: true, columns, env: PLAIN });
  for (let second = 0; second <= 10; second++) show(second, { name: 'capture', done: second, total: 20 }, tile(0, 2));
  const screen = screenOf(written, columns);
  expect(screen).toHaveLength(2);
  for (const row of screen) expect(row.length).toBeLessThan(columns);
  expect(screen[0]).toContain('10/20');
});

test('a window that becomes narrower is drawn anew at once, without what was broken', () => {
  const { written, show, resize, progress, listeners } = record({ isTTY: true, env: PLAIN });
  show(0, tile(0, 40));
  show(9, tile(9, 40));
  show(18, tile(18, 40));
  const before = written.length;
  resize(24);
  expect(written).toHaveLength(before + 1);
  // 56 columns were drawn; they take three rows of 24 now.
  expect(written.at(-1)).toMatch(/^\S+\[3A\s\S+\[Jtile \[#+\.+\] 18\/40\n$/);
  progress.end();
  expect(listeners.size).toBe(0);
});

test('ten thousand steps in a second are drawn ten times, and the last one always', () => {
  const { written, show, progress } = record({ isTTY: true, env: PLAIN });
  for (let step = 0; step <= 9999; step++) show(step / 10_000, tile(step, 10_000));
  expect(written.length).toBeLessThan(15);
  progress.end();
  expect(screenOf(written, 80)[0]).toContain(' 9999/10000');
});

test('colour only where it is welcome', () => {
  const coloured = record({ isTTY: true });
  coloured.show(0, tile(2, 2));
  expect(coloured.written[0]).toContain('\x1b[36m');
  const plain = record({ isTTY: true, env: PLAIN });
  plain.show(0, tile(2, 2));
  expect(plain.written[0]).not.toContain('\x1b[3');
});
