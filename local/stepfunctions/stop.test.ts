import { expect, onTestFinished, test } from 'vitest';
import { bucketAnd, distributed } from './map/bucket.fixture.ts';
import { functionError, invoke, machineOf, openRoom, temporaryDirectory } from './room.fixture.ts';

const soon = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each(['EXPRESS', 'STANDARD'] as const)(
  'StopExecution ends a Map run with its %s children: no function starts any more',
  async (type) => {
    let started = 0;
    const retry = { ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 9 };
    const work = async (n: number) => {
      started++;
      if (n % 20 === 3) throw functionError('Busy');
      await soon(30);
      return n;
    };
    const room = openRoom(await temporaryDirectory(), bucketAnd(work).perform);
    onTestFinished(() => room.close());
    const states = { Each: distributed(invoke({ Retry: [retry], End: true }), { MaxConcurrency: 8 }, type) };
    const { arn } = room.start(
      machineOf(states),
      Array.from({ length: 500 }, (_, n) => n),
    );
    await expect.poll(() => started).toBeGreaterThan(24);
    await room.executions.stop(arn, 'Cancelled');
    const atStop = started;
    expect(room.executions.find(arn)).toMatchObject({ status: 'ABORTED', error: 'Cancelled' });
    expect(room.journal.all('SELECT status FROM map_runs')).toEqual([{ status: 'ABORTED' }]);
    // Longer than the waits before another attempt.
    await soon(1500);
    expect(started).toBe(atStop);
    expect(room.journal.get("SELECT count(*) AS running FROM map_children WHERE status = 'RUNNING'")).toEqual({
      running: 0,
    });
  },
);
