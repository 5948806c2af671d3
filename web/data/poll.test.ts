import { expect, test, vi } from 'vitest';
import { poll, type Surroundings } from './poll.ts';

/** A page whose clock and visibility the test turns. */
function page() {
  const waiting: { call: () => void; seconds: number }[] = [];
  const state = { hidden: false, changed: [] as (() => void)[] };
  const around: Surroundings = {
    hidden: () => state.hidden,
    onChange(changed) {
      state.changed.push(changed);
      return () => state.changed.splice(state.changed.indexOf(changed), 1);
    },
    later(call, seconds) {
      const entry = { call, seconds };
      waiting.push(entry);
      return () => {
        const at = waiting.indexOf(entry);
        if (at >= 0) waiting.splice(at, 1);
      };
    },
  };
  const settled = () => vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0));
  const pass = () => {
    for (const { call } of waiting.splice(0)) call();
  };
  return { around, waiting, state, settled, pass };
}

test('asks at once and every 3 s until the answer is the last', async () => {
  const { around, settled, pass, waiting, state } = page();
  const ask = vi.fn().mockResolvedValueOnce(true).mockResolvedValueOnce(true).mockResolvedValue(false);
  poll(ask, around);
  await settled();
  expect(waiting[0]?.seconds).toBe(3);
  pass();
  await settled();
  pass();
  await vi.waitFor(() => expect(state.changed).toEqual([]));
  expect(ask).toHaveBeenCalledTimes(3);
  expect(waiting).toEqual([]);
});

test('a hidden page asks less often, and at once when it is shown again', async () => {
  const { around, settled, waiting, state } = page();
  state.hidden = true;
  const ask = vi.fn().mockResolvedValue(true);
  poll(ask, around);
  await settled();
  expect(waiting[0]?.seconds).toBe(30);
  state.hidden = false;
  for (const changed of state.changed) changed();
  expect(ask).toHaveBeenCalledTimes(2);
  await settled();
  expect(waiting.map((entry) => entry.seconds)).toEqual([3]);
});

test('a page that was left is not asked for again', async () => {
  const { around, settled, waiting, state } = page();
  const stop = poll(vi.fn().mockResolvedValue(true), around);
  await settled();
  stop();
  expect(waiting).toEqual([]);
  expect(state.changed).toEqual([]);
});
