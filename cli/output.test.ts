import { expect, test, vi } from 'vitest';
import { createOutput } from './output.ts';

test.each([true, false])('a hint is for somebody who looks on: stderr is a terminal, %s', (isTTY) => {
  const [stdout, stderr] = [{ write: vi.fn() }, { write: vi.fn(), isTTY }];
  createOutput({ stdout, stderr }, false, String).hint('from http://127.0.0.1:4700');
  expect(stderr.write.mock.calls).toEqual(isTTY ? [['from http://127.0.0.1:4700\n']] : []);
  expect(stdout.write).not.toHaveBeenCalled();
});
