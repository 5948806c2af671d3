/** Backoff, jitter and timeouts, by the times in the history: lower bounds, and upper ones that the next step would exceed. */
import { describe, expect, test } from 'vitest';
import { PASS, readObject, useAccount } from './account.fixture.ts';

const account = useAccount();

/** Seconds from each failure of the task to its next attempt. */
async function pauses(arn: string): Promise<number[]> {
  const events = await account.history(arn);
  return events.flatMap(({ type, timestamp }, i) => {
    const next = events.slice(i + 1).find((event) => event.type === 'TaskScheduled');
    return type === 'TaskFailed' && next ? [(next.timestamp!.getTime() - timestamp!.getTime()) / 1000] : [];
  });
}
const failing = (retrier: object) => ({
  Read: readObject(account.Bucket, 'nowhere', { Retry: [{ ErrorEquals: ['S3.NoSuchKeyException'], ...retrier }] }),
});

describe.concurrent('they wait beside each other', () => {
  test('BackoffRate multiplies the pause, MaxDelaySeconds caps it', async () => {
    const retrier = { IntervalSeconds: 1, BackoffRate: 10, MaxDelaySeconds: 2, MaxAttempts: 2 };
    const { arn, status, error } = await account.run(failing(retrier));
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'S3.NoSuchKeyException' });
    const [first, second, ...others] = await pauses(arn);
    expect(others).toEqual([]);
    expect(first).toBeGreaterThanOrEqual(0.99);
    expect(second).toBeGreaterThanOrEqual(1.99);
    // Uncapped it would be ten.
    expect(second).toBeLessThan(9);
  });

  test('JitterStrategy FULL: each pause is somewhere between none and the full one', async () => {
    const branch = (n: number) => ({
      StartAt: `Read${n}`,
      States: {
        [`Read${n}`]: readObject(account.Bucket, 'nowhere', {
          Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 3, MaxAttempts: 1, JitterStrategy: 'FULL' }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: `End${n}` }],
        }),
        [`End${n}`]: PASS,
      },
    });
    const { arn } = await account.run({
      All: { Type: 'Parallel', Branches: [0, 1, 2, 3, 4, 5].map(branch), End: true },
    });
    const events = await account.history(arn);
    const time = new Map(events.map(({ id, timestamp }) => [id!, timestamp!.getTime()]));
    const delays = events
      .filter(({ type, previousEventId }) => {
        const before = events.find(({ id }) => id === previousEventId);
        return type === 'TaskScheduled' && before?.type === 'TaskFailed';
      })
      .map(({ timestamp, previousEventId }) => timestamp!.getTime() - time.get(previousEventId!)!);
    expect(delays).toHaveLength(6);
    expect(new Set(delays).size).toBeGreaterThan(1);
    // All six full: once in 10^6 if the least of them were above 2.7 s by chance.
    expect(Math.min(...delays)).toBeLessThan(2700);
  });

  test('a retrier that does not know the error does not retry, nor does one without attempts', async () => {
    for (const retrier of [{ ErrorEquals: ['Other'] }, { MaxAttempts: 0 }]) {
      const { arn } = await account.run(failing(retrier));
      expect(await pauses(arn)).toEqual([]);
    }
  });

  test('every retrier has attempts of its own', async () => {
    const Retry = [
      { ErrorEquals: ['Other'], MaxAttempts: 5 },
      { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 1 },
    ];
    const { arn } = await account.run({ Read: readObject(account.Bucket, 'nowhere', { Retry }) });
    expect(await pauses(arn)).toHaveLength(1);
  });

  test('an execution that takes longer than its TimeoutSeconds is TIMED_OUT', async () => {
    const wait = { Wait: { Type: 'Wait', Seconds: 60, End: true } };
    const { arn, status, stopDate, startDate } = await account.run(wait, {}, { TimeoutSeconds: 1 });
    expect(status).toBe('TIMED_OUT');
    expect(stopDate!.getTime() - startDate!.getTime()).toBeLessThan(30_000);
    expect((await account.history(arn)).at(-1)!.type).toBe('ExecutionTimedOut');
  });
});
