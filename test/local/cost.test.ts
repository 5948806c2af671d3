/**
 * What a job is foreseen to be charged for, what it says afterwards, and what the twin served of it as it counts itself: within 10 %
 * of each other, row by row, of every kind of job.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeCity } from '../../bench/cities/write-city.ts';
import { comparedCounts, off } from '../../bench/cost/compare.ts';
import { type MeasuredJob, measuringJobs } from '../../bench/cost/measure-job.ts';
import { type ThreeJobs, threeJobs } from '../../bench/cost/three-jobs.ts';
import { findProgram } from '../../lambdas/map/adapters/game/find-program.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples', 'openttd');
const MOST_OFF = 0.1;
const hasGame = (await findProgram('openttd')) !== undefined;

let three: ThreeJobs;
let exact: MeasuredJob;
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeCity('plain', 1, folder);
  three = await threeJobs({
    ...{ captures: EXAMPLES, positions: join(EXAMPLES, 'positions.json'), changed: 5, seed: 1 },
    ...{ save: join(EXAMPLES, 'city.sav'), from: [14_040, 5050], grid: [4, 3] },
  });
  exact = await measuringJobs(({ ofFolder }) => {
    const options = { effort: 0, exact: true };
    return ofFolder('Exact', folder, { step: [1, 1], options, positions: join(folder, 'dataset.json') });
  });
}, 900_000);
afterAll(() => removeFolder(folder));

describe.each([
  ['the sample city', () => three.jobs.pictures!],
  ['the same with 5 of its 48 shots changed', () => three.jobs['5 of 48 changed']!],
  ['a generated city, its positions taken as they are', () => exact],
  ...(hasGame ? [['a part of a world that a game takes', () => three.jobs.game!] as const] : []),
] as const)('%s', (_, job) => {
  test('is foreseen within 10 %', () => {
    for (const { what, foreseen, told } of comparedCounts(job()))
      expect(off(foreseen, told), `${what}: ${foreseen} foreseen, ${told}`).toBeLessThan(MOST_OFF);
  });

  test('says of itself what the twin served, within 10 %', () => {
    for (const { what, told, served = told } of comparedCounts(job()))
      expect(off(told, served), `${what}: ${told} told, ${served} served`).toBeLessThan(MOST_OFF);
    expect(job().reported).toMatchObject({ status: 'completed', attempts: 1, unknown: 0 });
  });
});

test.skipIf(hasGame)('of a game only where OpenTTD is installed', () => expect(three.skipped).toHaveLength(1));
