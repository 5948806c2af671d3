import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PATIENCE_MS } from '../../client/retry.ts';
import { outage } from './outage.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());
const going = () => new AbortController().signal;

test('hiccups are not shown; longer waits are, with the next try of all', () => {
  const away = outage();
  void away.pause(500, going(), Number.POSITIVE_INFINITY);
  expect(away.nextTry.value).toBeUndefined();
  void away.pause(8000, going(), Number.POSITIVE_INFINITY);
  expect(away.nextTry.value).toBe(500);
  vi.advanceTimersByTime(500);
  void away.pause(4000, going(), Number.POSITIVE_INFINITY);
  expect(away.nextTry.value).toBe(4500);
  away.over();
  expect(away.nextTry.value).toBeUndefined();
});

test('what is soon given up does not say that it goes on by itself', () => {
  const away = outage();
  void away.pause(4000, going(), PATIENCE_MS);
  expect(away.nextTry.value).toBeUndefined();
});

test('all are woken when somebody knows better', async () => {
  const away = outage();
  const waits = Promise.all([
    away.pause(8000, going(), Number.POSITIVE_INFINITY),
    away.pause(9000, going(), Number.POSITIVE_INFINITY),
  ]);
  away.tryNow();
  await waits;
  expect(vi.getTimerCount()).toBe(0);
});

test('a wait ends with the upload', async () => {
  const away = outage();
  const stop = new AbortController();
  const wait = away.pause(8000, stop.signal, Number.POSITIVE_INFINITY);
  stop.abort(new Error('stopped'));
  await expect(wait).rejects.toThrow('stopped');
  expect(vi.getTimerCount()).toBe(0);
});
