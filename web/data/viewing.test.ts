import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { ApiError } from '../../client/api-error.ts';
import type { Surroundings } from './poll.ts';
import { type Leave, type Opened, viewing } from './viewing.ts';

/** A page whose clock and visibility the test turns. */
function page(open = vi.fn(async (): Promise<Opened> => ({ expires_in: 60 }))) {
  const state = { hidden: false, at: 0, waiting: [] as { call: () => void; due: number }[], changed: () => {} };
  const shown: Leave[] = [];
  const around: Surroundings = {
    hidden: () => state.hidden,
    onChange(changed) {
      state.changed = changed;
      return () => {
        state.changed = () => {};
      };
    },
    later(call, seconds) {
      const entry = { call, due: state.at + seconds * 1000 };
      state.waiting.push(entry);
      return () => {
        state.waiting = state.waiting.filter((other) => other !== entry);
      };
    },
  };
  const pass = async (seconds: number) => {
    state.at += seconds * 1000;
    const due = state.waiting.filter((one) => one.due <= state.at);
    state.waiting = state.waiting.filter((one) => one.due > state.at);
    for (const { call } of due) call();
    await turn();
  };
  const look = viewing({ open, show: (leave) => void shown.push(leave) }, around, () => state.at);
  return { look, open, state, shown, pass };
}
const refusal = (status: number, retryAfter?: number) => new ApiError(status, 'x', 'x', { retryAfter });

test('cookies are asked for once, and again before they end', async () => {
  const { open, shown, pass } = page();
  await pass(0);
  expect(shown).toEqual([{ generation: 1 }]);
  await pass(39);
  expect(open).toHaveBeenCalledTimes(1);
  await pass(1);
  expect(open).toHaveBeenCalledTimes(2);
  expect(shown.at(-1)).toEqual({ generation: 2 });
});

test('where nothing can be signed that is told, also while nobody answers, until cookies come again', async () => {
  const { open, shown, pass } = page(vi.fn(async (): Promise<Opened> => ({ expires_in: 60, unsigned: true })));
  await pass(0);
  open.mockRejectedValueOnce(refusal(503)).mockResolvedValueOnce({ expires_in: 60 });
  await pass(40);
  await pass(5);
  expect(shown).toEqual([
    { generation: 1, unsigned: true },
    { generation: 1, unsigned: true, error: expect.anything() },
    { generation: 2 },
  ]);
});

test('a hidden page asks for none; the next look does, where they have ended', async () => {
  const { open, state, pass } = page();
  await pass(0);
  state.hidden = true;
  await pass(600);
  expect(open).toHaveBeenCalledTimes(1);
  state.hidden = false;
  state.changed();
  await pass(0);
  expect(open).toHaveBeenCalledTimes(2);
  state.changed();
  await pass(0);
  expect(open).toHaveBeenCalledTimes(2);
});

test('a hundred pictures that are refused at once lead to one renewal; late ones of the same cookies to none', async () => {
  const { look, open, pass } = page();
  await pass(0);
  await Promise.all(Array.from({ length: 100 }, () => look.refused(1)));
  expect(open).toHaveBeenCalledTimes(2);
  await look.refused(1);
  expect(open).toHaveBeenCalledTimes(2);
  await look.refused(2);
  expect(open).toHaveBeenCalledTimes(3);
});

test('while nobody answers, pictures ask no more often than it is tried anyway', async () => {
  const { look, open, shown, pass } = page();
  await pass(0);
  open.mockRejectedValueOnce(refusal(0)).mockRejectedValueOnce(refusal(0));
  await look.refused(1);
  await look.refused(1);
  expect(open).toHaveBeenCalledTimes(2);
  expect(shown.at(-1)).toMatchObject({ generation: 1, error: { status: 0 } });
  await pass(5);
  await pass(5);
  expect(open).toHaveBeenCalledTimes(4);
  expect(shown.at(-1)).toEqual({ generation: 2 });
});

test('too many tries: not before the time that the platform says', async () => {
  const { open, pass } = page(vi.fn().mockRejectedValueOnce(refusal(429, 30)).mockResolvedValue({ expires_in: 60 }));
  await pass(0);
  await pass(29);
  expect(open).toHaveBeenCalledTimes(1);
  await pass(1);
  expect(open).toHaveBeenCalledTimes(2);
});

test.each([401, 403, 404, 410])('%i is the end: nothing asks any more until somebody does', async (status) => {
  const { look, open, state, shown, pass } = page();
  await pass(0);
  open.mockRejectedValueOnce(refusal(status));
  await look.refused(1);
  expect(shown.at(-1)).toMatchObject({ error: { status } });
  await pass(600);
  state.changed();
  await look.refused(1);
  expect(open).toHaveBeenCalledTimes(2);
  look.retry();
  await pass(0);
  expect(shown.at(-1)).toEqual({ generation: 2 });
});

test('a page that was left asks for nothing, and an answer that comes then shows nothing', async () => {
  const { look, open, shown, pass } = page();
  look.stop();
  await pass(0);
  await pass(600);
  expect(open).toHaveBeenCalledTimes(1);
  expect(shown).toEqual([]);
});
