/** What the comparison of kill.test.ts leaves out, and that it leaves out nothing else. */
import { describe, expect, test } from 'vitest';
import { usageKey } from '../../lambdas/map/keys.ts';
import { isUsage, stepOf, usageChanges, withoutMeasured } from '../support/kill/measured.ts';

const FOLDER = 'builds/b1/results/tile/1/run';
const RESULTS = `${FOLDER}/SUCCEEDED_0.jsonl`;
const line = (change: object) => {
  const usage = { ms: 12, requests: { 's3:GetObject': 3 } };
  return `${JSON.stringify({ batch: '0_0', completed: 3, failed: 0, usage, retries: 0, outcomes: [], ...change })}\n`;
};
const nowhere = () => undefined;

describe('results', () => {
  const same = (a: object, b: object) =>
    withoutMeasured(RESULTS, line(a), nowhere) === withoutMeasured(RESULTS, line(b), nowhere);

  test.each([{ usage: { ms: 1300, requests: {} } }, { usage: undefined }, { retries: 2 }])(
    'what was measured does not count: %j',
    (change) => expect(same({}, change)).toBe(true),
  );

  test.each([
    { batch: '0_1' },
    { completed: 2 },
    { failed: 1 },
    { outcomes: [{ item: '0_0', ok: true }] },
    { new_field: 1 },
  ])('everything else counts: %j', (change) => expect(same({}, change)).toBe(false));

  test('a batch more, and other objects with the same fields, count', () => {
    expect(withoutMeasured(RESULTS, line({}) + line({}), nowhere)).not.toBe(
      withoutMeasured(RESULTS, line({}), nowhere),
    );
    expect(withoutMeasured('builds/b1/plan/areas.jsonl', line({}), nowhere)).toBe(line({}));
  });
});

describe('manifests', () => {
  const manifest = (Size: number, Key = RESULTS) =>
    JSON.stringify({ MapRunArn: 'arn', ResultFiles: { FAILED: [], SUCCEEDED: [{ Key, Size }] } });
  const text = (size: number, stored: number, key = RESULTS) =>
    withoutMeasured(`${FOLDER}/manifest.json`, manifest(size, key), (asked) => (asked === key ? stored : undefined));

  test('a size that is the file’s own does not count, one that is not does, and so does the file', () => {
    expect(text(700, 700)).toBe(text(71, 71));
    expect(text(700, 700)).not.toBe(text(700, 71));
    expect(text(700, 700)).not.toBe(text(700, 700, `${FOLDER}/FAILED_0.jsonl`));
  });
});

describe('usage', () => {
  test('is told by step, stage and batches alone', () => {
    const usage = { ms: 5, requests: {} };
    const workers = { batches: 2, answered: 1, silent: 3, usage };
    expect(stepOf(JSON.stringify({ step: 'plan', attempt: 1, usage }))).toBe('plan in attempt 1');
    expect(stepOf(JSON.stringify({ step: 'check', attempt: 1, usage, stage: 'tile', workers }))).toBe(
      'check in attempt 1 of tile, 2 batches',
    );
    expect(isUsage(usageKey('b1', 1, 'plan', 'i'), 'b1')).toBe(true);
    expect(isUsage(usageKey('b2', 1, 'plan', 'i'), 'b1')).toBe(false);
  });

  test('an interruption may add a step that was there, not take one away and not bring another', () => {
    expect(usageChanges(['plan', 'top'], ['plan', 'plan', 'top'], 1)).toEqual([]);
    expect(usageChanges(['plan', 'top'], ['plan', 'plan', 'top'], 0)).toHaveLength(1);
    expect(usageChanges(['plan', 'top'], ['plan', 'plan'], 1)).toEqual(['missing usage: top']);
    expect(usageChanges(['plan'], ['plan', 'top'], 1)).toEqual(['more usage: top']);
  });
});
