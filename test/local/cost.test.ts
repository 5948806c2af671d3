/**
 * What a job is foreseen to be charged for, what it says afterwards, and what the twin served of it as it counts itself: within 10 %
 * of each other, row by row.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeCity } from '../../bench/cities/write-city.ts';
import { type JobOfFolder, type MeasuredJob, measureJob } from '../../bench/cost/measure-job.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples', 'openttd');
/** Its time is the machine's own matter. */
const TIMES = /^lambda_(?!invocations)|^states_child_time/;

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeCity('plain', 1, folder);
});
afterAll(() => removeFolder(folder));

const jobs: [string, () => string, JobOfFolder][] = [
  ['the sample city', () => EXAMPLES, { step: [1000, 750], options: { effort: 0 } }],
  [
    'a generated city, its positions taken as they are',
    () => folder,
    { step: [1, 1], options: { effort: 0, exact: true } },
  ],
];

describe.each(jobs)('%s', (_, directory, options) => {
  let job: MeasuredJob;
  beforeAll(async () => {
    const at = directory();
    job = await measureJob(at, at === EXAMPLES ? options : { ...options, positions: join(at, 'dataset.json') });
  }, 600_000);

  const counts = (rows: { what: string; count: number }[]) =>
    Object.fromEntries(rows.filter(({ what }) => !TIMES.test(what)).map(({ what, count }) => [what, count]));

  test('is foreseen within 10 %', () => {
    const [predicted, reported] = [counts(job.predicted.rows), counts(job.reported.rows)];
    expect(Object.keys(predicted)).toEqual(Object.keys(reported));
    for (const [what, count] of Object.entries(predicted)) {
      expect(Math.abs(count / reported[what]! - 1), `${what}: ${count} foreseen, ${reported[what]}`).toBeLessThan(0.1);
    }
  });

  test('says of itself what the twin served, within 10 %', () => {
    const reported = counts(job.reported.rows);
    for (const [what, count] of Object.entries(job.served)) {
      expect(Math.abs(reported[what]! / count - 1), `${what}: ${reported[what]} told, ${count} served`).toBeLessThan(
        0.1,
      );
    }
    expect(job.reported).toMatchObject({ status: 'completed', attempts: 1, unknown: 0 });
  });
});
