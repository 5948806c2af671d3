import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

const record = (isTTY: boolean, env: NodeJS.ProcessEnv = {}) => {
  const written: string[] = [];
  const progress = createProgress({ write: (text) => written.push(text), isTTY }, env);
  return { written, progress };
};

test('a file gets one line a part, when it is done', () => {
  const { written, progress } = record(false);
  progress.show([{ name: 'capture', done: 1, total: 4 }]);
  progress.show([{ name: 'capture', done: 3, failed: 1, total: 4 }]);
  progress.show([
    { name: 'capture', done: 3, failed: 1, total: 4 },
    { name: 'tile', done: 0, total: 0 },
  ]);
  expect(written).toEqual(['capture 3/4, 1 failed\n']);
});

test('a terminal gets bars that are drawn over', () => {
  const { written, progress } = record(true, { NO_COLOR: '1' });
  progress.show([{ name: 'tile', done: 1, total: 2 }]);
  progress.show([{ name: 'tile', done: 2, total: 2 }]);
  expect(written[0]).toBe('\x1b[2Ktile [############............] 1/2\n');
  expect(written[1]).toBe('\x1b[1A\x1b[2Ktile [########################] 2/2\n');
});

test('colour only where it is welcome', () => {
  const { written, progress } = record(true);
  progress.show([{ name: 'tile', done: 2, total: 2 }]);
  expect(written[0]).toContain('\x1b[36m');
});
