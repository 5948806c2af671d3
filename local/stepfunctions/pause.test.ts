import { expect, onTestFinished, test, vi } from 'vitest';
import { after } from './pause.ts';
import { invoke, runStates } from './room.fixture.ts';

const DAY = 86_400_000;

test.each([1, 24, 25, 400])('what is due in %d days is done then', (days) => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const act = vi.fn();
  after(days * DAY, act);
  vi.advanceTimersByTime(days * DAY - 1);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledTimes(1);
});

test('what was taken back is not done, in its second month neither', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const act = vi.fn();
  const takeBack = after(60 * DAY, act);
  vi.advanceTimersByTime(40 * DAY);
  takeBack();
  vi.advanceTimersByTime(40 * DAY);
  expect(act).not.toHaveBeenCalled();
});

// A timer of Node that is set to more than 2,147,483 s ends at once.
test.each([
  ['an execution', {}, { TimeoutSeconds: 99_999_999 }],
  ['a task', { TimeoutSeconds: 99_999_999 }, {}],
  ['a heartbeat', { HeartbeatSeconds: 2_147_484, TimeoutSeconds: 99_999_999 }, {}],
])('the limit of %s may be longer than a timer of Node', async (_, task, rest) => {
  const perform = async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return { Payload: 'done' };
  };
  const row = await runStates({ Work: invoke({ ...task, End: true }) }, { perform, rest });
  expect(row).toMatchObject({ status: 'SUCCEEDED', output: 'done' });
});
