import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isNpmScript, whenParentEnds } from './parent.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('it acts once, when the parent is another one', () => {
  let parent = 7;
  const act = vi.fn();
  whenParentEnds(act, () => parent);
  vi.advanceTimersByTime(10_000);
  expect(act).not.toHaveBeenCalled();
  parent = 1;
  vi.advanceTimersByTime(10_000);
  expect(act).toHaveBeenCalledOnce();
});

test('it can be told to stop looking', () => {
  let parent = 7;
  const act = vi.fn();
  whenParentEnds(act, () => parent)();
  parent = 1;
  vi.advanceTimersByTime(10_000);
  expect(act).not.toHaveBeenCalled();
});

test('only what npm started is looked after', () => {
  expect([isNpmScript({ npm_lifecycle_event: 'twin' }), isNpmScript({})]).toEqual([true, false]);
});
