import { expect, test, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { retry } from './retry.ts';

const { signal } = new AbortController();
const at = { signal, pause: async () => {} };

test.each([0, 429, 503])('a call that failed with %d is made again', async (status) => {
  const work = vi
    .fn()
    .mockRejectedValueOnce(new ApiError(status, 'x', 'x'))
    .mockResolvedValue('done');
  expect(await retry(at, work)).toBe('done');
  expect(work).toHaveBeenCalledTimes(2);
});

test.each([
  [new ApiError(403, 'x', 'refused'), 1],
  [new ApiError(409, 'x', 'refused'), 1],
  [new Error('refused'), 1],
  [new ApiError(500, 'x', 'refused'), 6],
])('%s is thrown after %d attempts', async (error, attempts) => {
  const work = vi.fn().mockRejectedValue(error);
  await expect(retry(at, work)).rejects.toBe(error);
  expect(work).toHaveBeenCalledTimes(attempts);
});

test('a caller can name one more status', async () => {
  const work = vi
    .fn()
    .mockRejectedValueOnce(new ApiError(409, 'x', 'x'))
    .mockResolvedValue('done');
  expect(await retry({ ...at, also: 409 }, work)).toBe('done');
});

test('stopping ends the pause at once', async () => {
  const stop = new AbortController();
  const work = vi.fn().mockImplementation(async () => {
    queueMicrotask(() => setImmediate(() => stop.abort(new Error('stopped'))));
    throw new ApiError(0, 'unreachable', 'x');
  });
  await expect(retry({ signal: stop.signal }, work)).rejects.toThrow('stopped');
  expect(work).toHaveBeenCalledTimes(1);
});
