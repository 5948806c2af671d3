import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pace } from './pace.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** How many of these turns have come by now. */
function takeTurns(perSecond: number, count: number): () => number {
  let come = 0;
  const turn = pace(perSecond);
  for (let i = 0; i < count; i++) void turn().then(() => come++);
  return () => come;
}

it('lets one after the other come at its rate', async () => {
  const come = takeTurns(20, 10);
  await vi.advanceTimersByTimeAsync(49);
  expect(come()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(come()).toBe(2);
  await vi.advanceTimersByTimeAsync(400);
  expect(come()).toBe(10);
});

it('lets those who come late anyway catch up, and no more than that', async () => {
  const turn = pace(20);
  await vi.advanceTimersByTimeAsync(200);
  let come = 0;
  for (let i = 0; i < 10; i++) void turn().then(() => come++);
  await vi.advanceTimersByTimeAsync(0);
  expect(come).toBe(5);
});

it('holds nobody up without a rate', async () => {
  const come = takeTurns(Number.POSITIVE_INFINITY, 100);
  await vi.advanceTimersByTimeAsync(0);
  expect(come()).toBe(100);
});
