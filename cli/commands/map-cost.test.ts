import { expect, test, vi } from 'vitest';
import type { MapDetail } from '../../lambdas/map/schemas.ts';
import type { Context } from '../command.ts';
import { mapCost } from './map-cost.ts';

const [OLD, NEW] = ['01JD4Q8ZJ5T4Y0M3N2B1A0X9W7', '01JD4Q8ZJ5T4Y0M3N2B1A0X9W8'];
const map = (builds: string[]) =>
  ({
    map: 'city-abc123',
    name: 'City',
    builds: builds.map((build) => ({ build, job_id: `job_${build}` })),
  }) as MapDetail;

/** The job whose cost is asked for. */
async function askedBy(operand: string, found = map([NEW, OLD])): Promise<string | undefined> {
  const jobCost = vi.fn(async (_job: string) => ({ unknown: 0 }));
  const api = { jobCost, showMap: async () => found, listMaps: async () => ({ maps: [found], next: null }) };
  const output = { result: () => {} };
  await mapCost.run({ operands: [operand], api, output } as unknown as Context);
  return jobCost.mock.calls[0]?.[0];
}

test('takes a job, a map by its name or id for its latest job, and a build for the job that made it', async () => {
  expect(await askedBy(`job_${OLD}`)).toBe(`job_${OLD}`);
  expect(await askedBy('city')).toBe(`job_${NEW}`);
  expect(await askedBy('city-abc123')).toBe(`job_${NEW}`);
  expect(await askedBy(`City@${OLD}`)).toBe(`job_${OLD}`);
});

test('says what is wrong with another', async () => {
  await expect(askedBy('job_1')).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('no job id') });
  await expect(askedBy('Village')).rejects.toMatchObject({ exitCode: 3 });
  await expect(askedBy('City@01JD4Q8ZJ5T4Y0M3N2B1A0X9W6')).rejects.toMatchObject({
    ...{ exitCode: 3, message: expect.stringContaining('has no build') },
  });
  await expect(askedBy('City', map([]))).rejects.toMatchObject({
    ...{ exitCode: 3, message: expect.stringContaining('No job has made anything of map city-abc123 yet') },
  });
});
