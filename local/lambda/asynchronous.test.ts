import { expect, test } from 'vitest';
import { createAsynchronous, type InvokeConfig } from './asynchronous.ts';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:see';
const BEGAN = Date.parse('2026-01-01T00:00:00.000Z');

/** Lets a call fail until it is given up. @returns seconds between the attempts, and what its destination was told */
async function failing(config: Partial<InvokeConfig> | undefined, { of = functionArn, slowMs = 0 } = {}) {
  let time = BEGAN;
  const lines: string[] = [];
  const told: unknown[] = [];
  const asynchronous = createAsynchronous({ report: (line) => lines.push(line), now: () => time });
  const onFailure = async (record: string) => void told.push(JSON.parse(record));
  if (config) asynchronous.configure(functionArn, { onFailure, ...config });
  const waits: number[] = [];
  for (let attempts = 1; ; attempts++) {
    time += slowMs;
    const error = Object.assign(new Error(`no ${attempts}`), { name: 'Sad' });
    const call = { functionArn: of, payload: { a: 1 }, attempts, created: BEGAN };
    const due = await asynchronous.failed(call, error);
    if (due === undefined) return { waits, told, lines };
    waits.push((due - time) / 1000);
    time = due;
  }
}

test('tried again after a minute and two more, where nobody says otherwise', async () => {
  expect((await failing(undefined)).waits).toEqual([60, 120]);
  expect((await failing({ retries: 0 }, { of: `${functionArn}2` })).waits).toEqual([60, 120]);
});

test.each([
  [0, []],
  [1, [60]],
  [2, [60, 120]],
])('%i retries, and its destination is told in the words of Lambda', async (retries, expected) => {
  const { waits, told } = await failing({ retries });
  expect(waits).toEqual(expected);
  expect(told).toEqual([
    {
      version: '1.0',
      timestamp: new Date(BEGAN + expected.reduce((sum, each) => sum + each * 1000, 0)).toISOString(),
      requestContext: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionArn: `${functionArn}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: retries + 1,
      },
      requestPayload: { a: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Sad', errorMessage: `no ${retries + 1}` },
    },
  ]);
});

test('what would be too old is not tried any more', async () => {
  const { waits, told } = await failing({ maxAgeMs: 100_000 });
  expect(waits).toEqual([60]);
  expect(told).toMatchObject([{ requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 } }]);
  // The time that a function takes counts.
  expect((await failing({ maxAgeMs: 60_000 })).waits).toEqual([60]);
  expect((await failing({ maxAgeMs: 60_000 }, { slowMs: 1 })).waits).toEqual([]);
  expect((await failing(undefined, { slowMs: 6 * 3600 * 1000 })).waits).toEqual([]);
});

test('a destination that cannot be told is said to be so, and nothing is tried again for it', async () => {
  const onFailure = async () => {
    throw new Error('The specified queue does not exist.');
  };
  const { waits, lines } = await failing({ retries: 0, onFailure });
  expect([waits, lines]).toEqual([[], [expect.stringMatching(/:see could not do .*does not exist/)]]);
});
