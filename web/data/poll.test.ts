import { expect, test, vi } from 'vitest';
import { ApiError } from '../../client/api-error.ts';
import { type Next, poll, type Surroundings } from './poll.ts';

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
  const ask = vi.fn(async () => ask.mock.calls.length);
  poll({ ask, show: (calls) => (calls < 3 ? 'again' : 'end') }, around);
  await settled();
  expect(waiting[0]?.seconds).toBe(3);
  pass();
  await settled();
  pass();
  await vi.waitFor(() => expect(state.changed).toEqual([]));
  expect(ask).toHaveBeenCalledTimes(3);
  expect(waiting).toEqual([]);
});

test('what is on show already is asked for after a pause, each pause as long as it is told to be', async () => {
  const { around, settled, pass, waiting } = page();
  const ask = vi.fn(async () => {});
  const pauses = [2, 4];
  poll({ ask, show: () => 'again', isAsked: true, seconds: () => pauses.shift()! }, around);
  expect(waiting.map(({ seconds }) => seconds)).toEqual([2]);
  expect(ask).not.toHaveBeenCalled();
  pass();
  await settled();
  expect(waiting.map(({ seconds }) => seconds)).toEqual([4]);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('a hidden page asks less often, and at once when it is shown again', async () => {
  const { around, settled, waiting, state } = page();
  state.hidden = true;
  const ask = vi.fn(async () => {});
  poll({ ask, show: () => 'again' }, around);
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
  const stop = poll({ ask: async () => {}, show: () => 'again' }, around);
  await settled();
  stop();
  expect(waiting).toEqual([]);
  expect(state.changed).toEqual([]);
});

test('an answer that was under way when the page was left is not shown, nor is a failure', async () => {
  const { around, waiting } = page();
  const [show, fail] = [vi.fn<(answer: string) => Next>(() => 'again'), vi.fn()];
  const late = Promise.withResolvers<string>();
  const broken = Promise.withResolvers<string>();
  for (const answer of [late, broken]) poll({ ask: () => answer.promise, show, fail }, around)();
  late.resolve("somebody else's");
  broken.reject(new ApiError(503, 'x', 'x'));
  await Promise.allSettled([late.promise, broken.promise]);
  await new Promise((done) => setTimeout(done));
  expect(show).not.toHaveBeenCalled();
  expect(fail).not.toHaveBeenCalled();
  expect(waiting).toEqual([]);
});

test('what rests is asked for once when the page is shown again', async () => {
  const { around, state, waiting } = page();
  const ask = vi.fn(async () => {});
  const show = vi.fn<() => Next>(() => 'rest');
  poll({ ask, show }, around);
  await vi.waitFor(() => expect(show).toHaveBeenCalledOnce());
  await new Promise((done) => setTimeout(done));
  expect(waiting).toEqual([]);
  for (const changed of state.changed) changed();
  expect(ask).toHaveBeenCalledTimes(2);
});

test.each([
  [503, 1],
  [0, 1],
  [401, 0],
  [403, 0],
  [404, 0],
])('after a failure of %d asking goes on where that can help', async (status, waits) => {
  const { around, state, waiting } = page();
  const fail = vi.fn();
  poll({ ask: () => Promise.reject(new ApiError(status, 'x', 'x')), show: () => 'end', fail }, around);
  await vi.waitFor(() => expect(fail).toHaveBeenCalledOnce());
  await new Promise((done) => setTimeout(done));
  expect(waiting.length).toBe(waits);
  expect(state.changed.length).toBe(waits);
});
