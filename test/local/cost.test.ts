/**
 * What a job is foreseen to be charged for, what it says afterwards, and what the twin served of it as it counts itself: within 10 %
 * of each other, row by row, of every kind of job.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeCity } from '../../bench/cities/write-city.ts';
import { comparedCounts, off } from '../../bench/cost/compare.ts';
import { type ThreeJobs, threeJobs } from '../../bench/cost/three-jobs.ts';
import { findProgram } from '../../lambdas/map/adapters/game/find-program.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples', 'openttd');
const MOST_OFF = 0.1;
const hasGame = (await findProgram('openttd')) !== undefined;

/** Half of the sample city, from its top left corner: to twice as many shots the same happens twice. */
const [COLUMNS, ROWS] = [6, 4];

let three: ThreeJobs;
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeCity('plain', 1, folder, [640, 512]);
  const { captures } = JSON.parse(await readFile(join(EXAMPLES, 'positions.json'), 'utf8'));
  const part = captures.filter(({ row, col }: { row: number; col: number }) => row < ROWS && col < COLUMNS);
  const positions = join(folder, 'positions.json');
  await writeFile(positions, JSON.stringify({ captures: part }));
  three = await threeJobs(
    {
      ...{ captures: EXAMPLES, positions, changed: 3, seed: 1 },
      ...{ save: join(EXAMPLES, 'city.sav'), from: [14_040, 5050], grid: [4, 3] },
    },
    async ({ ofFolder }) => {
      const options = { effort: 0, exact: true };
      const exact = { step: [1, 1] as [number, number], options, positions: join(folder, 'dataset.json') };
      return { exact: await ofFolder('Exact', folder, exact) };
    },
  );
}, 900_000);
afterAll(() => removeFolder(folder));

describe.each([
  ['half of the sample city', () => three.jobs.pictures!],
  ['the same with 3 of its 24 shots changed', () => three.jobs['3 of 24 changed']!],
  ['a generated city, its positions taken as they are', () => three.jobs.exact!],
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
