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

const table = { as_of: '2026-01-02', region: 'eu-central-1', rows: [], usd: 0, monthly: [], monthly_usd: 0 };

/** The job whose cost is asked for, and the first line of what is said. */
async function costOf(operand: string, found = map([NEW, OLD])) {
  const jobCost = vi.fn(async (_job: string) => ({ ...table, status: 'completed', unknown: 0 }));
  const lines: string[] = [];
  const api = { jobCost, showMap: async () => found, listMaps: async () => ({ maps: [found], next: null }) };
  const output = { result: (_cost: unknown, told: () => string[]) => lines.push(...told()) };
  await mapCost.run({ operands: [operand], api, output } as unknown as Context);
  return { job: jobCost.mock.calls[0]?.[0], line: lines[0] };
}
const askedBy = async (...asked: Parameters<typeof costOf>) => (await costOf(...asked)).job;

test('takes a job, a map by its name or id for its latest job, and a build for the job that made it', async () => {
  expect(await askedBy(`job_${OLD}`)).toBe(`job_${OLD}`);
  expect(await askedBy('city')).toBe(`job_${NEW}`);
  expect(await askedBy('city-abc123')).toBe(`job_${NEW}`);
  expect(await askedBy(`City@${OLD}`)).toBe(`job_${OLD}`);
});

test('says which job it is, and of which map and build where it was found by them', async () => {
  expect((await costOf('City')).line).toBe(`Job job_${NEW} of map City (city-abc123), build ${NEW}: completed`);
  expect((await costOf(`City@${OLD}`)).line).toBe(`Job job_${OLD} of map City (city-abc123), build ${OLD}: completed`);
  expect((await costOf(`job_${OLD}`)).line).toBe(`Job job_${OLD}: completed`);
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
