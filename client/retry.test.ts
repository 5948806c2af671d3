import { afterEach, expect, test, vi } from 'vitest';
import { API_ANSWER_MS } from '../lib/limits.ts';
import { ApiError } from './api-error.ts';
import { PATIENCE_MS, retry } from './retry.ts';

afterEach(() => void vi.useRealTimers());

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

const MINUTES = 60_000;

test.each([
  [0, 43],
  [429, 43],
  [503, 43],
  [500, 6],
  [502, 6],
])('who waits five minutes for a platform that is away waits so for %i: %i attempts', async (status, attempts) => {
  const work = vi.fn().mockRejectedValue(new ApiError(status, 'x', 'x'));
  const pause = vi.fn(at.pause);
  await expect(retry({ ...at, pause, patienceMs: 5 * MINUTES }, work)).rejects.toThrow('x');
  expect(work).toHaveBeenCalledTimes(attempts);
  expect(pause.mock.lastCall).toMatchObject([
    expect.any(Number),
    signal,
    status === 0 || attempts > 6 ? 5 * MINUTES : PATIENCE_MS,
  ]);
});

test('a fault after a long outage has patience of its own', async () => {
  const away = Array.from({ length: 12 }, () => new ApiError(0, 'unreachable', 'x'));
  const work = vi.fn().mockResolvedValue('done');
  for (const error of [...away, new ApiError(500, 'x', 'x')]) work.mockRejectedValueOnce(error);
  expect(await retry({ ...at, patienceMs: 5 * MINUTES }, work)).toBe('done');
});

test('calls that hang are waited for, too: five minutes are hardly more', async () => {
  vi.useFakeTimers();
  const work = vi.fn(async () => {
    await new Promise((done) => setTimeout(done, API_ANSWER_MS));
    throw new ApiError(0, 'unreachable', 'x');
  });
  const begun = performance.now();
  const ended = expect(retry({ signal, patienceMs: 5 * MINUTES }, work)).rejects.toThrow('x');
  await vi.runAllTimersAsync();
  await ended;
  expect(performance.now() - begun).toBeGreaterThan(5 * MINUTES);
  expect(performance.now() - begun).toBeLessThan(7 * MINUTES);
});

test('stopping ends a call that hangs at once', async () => {
  const stop = new AbortController();
  const hanging = retry({ signal: stop.signal }, () => new Promise(() => {}));
  stop.abort(new Error('stopped'));
  await expect(hanging).rejects.toThrow('stopped');
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

test('a server that says when it may be asked again is waited for, where there is the patience', async () => {
  const error = new ApiError(429, 'too_many', 'x', { retryAfter: 30 });
  const work = vi.fn().mockRejectedValueOnce(error).mockResolvedValue('done');
  const pause = vi.fn(at.pause);
  expect(await retry({ ...at, pause, patienceMs: 5 * MINUTES }, work)).toBe('done');
  expect((pause.mock.calls as unknown as [number][])[0]![0]).toBeGreaterThanOrEqual(30_000);
  await expect(retry(at, vi.fn().mockRejectedValue(error))).rejects.toBe(error);
});
