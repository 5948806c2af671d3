import { expect, it } from 'vitest';
import { MAP_MEMORY_MB } from '../../../../lib/limits.ts';
import { planKey, usageKey } from '../../keys.ts';
import { memoryObjects } from '../../ports/memory-objects.ts';
import type { StepUsage } from '../../step-usage.ts';
import type { PlanRequest } from '../../workflow.ts';
import { writeJson } from '../files.ts';
import { jobCost } from './report.ts';
import { OF_A_MAP, OF_THE_CREATION, OF_THE_END, UNITS_OF_BATCH } from './requests.ts';

const ada = { sub: 'ada', scopes: [] };
const job = { owner: 'ada', job_id: 'job_1', build: 'b', status: 'failed', attempt: 2 };
const ended = { created_at: '2026-01-01T00:00:00Z', completed_at: '2026-01-01T00:01:30Z' };
const request = (more: Partial<PlanRequest>) =>
  ({ options: { keep_shots: true }, shots: [], uploaded: 0, ...more }) as unknown as PlanRequest;
const tools = () => ({ work: memoryObjects(), jobs: { find: async () => ({ ...job, ...ended }) as never } });

it('adds up every attempt, what failed and what died included', async () => {
  const on = tools();
  const plan: StepUsage = {
    step: 'plan',
    attempt: 1,
    usage: { ms: 1000, requests: { 's3:GetObject': 3, 's3:PutObject': 2 } },
  };
  const check: StepUsage = {
    ...{ step: 'check', attempt: 2 },
    stage: 'capture',
    usage: { ms: 500, requests: { 's3:ListObjectsV2': 1, 's3:DeleteObject': 9, 'dynamodb:write-units': 2.5 } },
    workers: { batches: 3, answered: 2, silent: 2, usage: { ms: 4000, requests: { 's3:GetObject': 10 } } },
  };
  const files: [number, string, StepUsage][] = [
    [1, 'first', plan],
    [2, 'again', { ...plan, attempt: 2 }],
    [2, 'once', check],
  ];
  for (const [attempt, id, usage] of files) await writeJson(on.work, usageKey('b', attempt, usage.step, id), usage);
  await writeJson(on.work, planKey('b', 'request.json'), request({}));
  const { rows, ...cost } = await jobCost('job_1', ada, on);
  const count = (name: string) => rows.find(({ what }) => what === name)?.count;
  expect(cost).toMatchObject({ attempts: 2, seconds: 90, unknown: 2 });
  expect(count('lambda_invocations')).toBe(3 + 4);
  expect(count('lambda_capture')).toBeCloseTo(4 * (1769 / 1024));
  const gigabytes = (step: 'plan' | 'check') => MAP_MEMORY_MB[step] / 1024;
  expect(count('lambda_steps')).toBeCloseTo(2 * gigabytes('plan') + 0.5 * gigabytes('check'));
  expect(count('states_children')).toBe(3);
  expect(count('s3_reads')).toBe(3 + 3 + 10 + OF_A_MAP.reads);
  // Deleting is free.
  expect(count('s3_writes')).toBe(2 + 2 + 1 + OF_A_MAP.writes + OF_THE_CREATION.writes);
  expect(count('dynamodb_writes')).toBe(
    2.5 + 3 * UNITS_OF_BATCH + OF_THE_CREATION.writeUnits + 2 * OF_THE_END.writeUnits,
  );
});

it('counts the workers of a stage once, though two Checks tell of them', async () => {
  const on = tools();
  await writeJson(on.work, planKey('b', 'request.json'), request({}));
  const workers = { batches: 3, answered: 3, silent: 0, usage: { ms: 4000, requests: { 's3:GetObject': 10 } } };
  const check: StepUsage = { step: 'check', attempt: 1, stage: 'tile', usage: { ms: 500, requests: {} }, workers };
  await writeJson(on.work, usageKey('b', 1, 'check', 'first'), check);
  await writeJson(on.work, usageKey('b', 1, 'check', 'repeat'), check);
  await writeJson(on.work, usageKey('b', 2, 'check', 'later'), { ...check, attempt: 2 });
  const { rows } = await jobCost('job_1', ada, on);
  const count = (name: string) => rows.find(({ what }) => what === name)?.count;
  expect(count('states_children')).toBe(2 * 3);
  expect(count('lambda_invocations')).toBe(3 + 2 * 3);
  expect(count('lambda_steps')).toBeCloseTo((3 * 0.5 * MAP_MEMORY_MB.check) / 1024);
});

it('tells apart what a game took from what was sent and looked at', async () => {
  const workers = { batches: 1, answered: 1, silent: 0, usage: { ms: 4000, requests: {} } };
  const check: StepUsage = { step: 'check', attempt: 1, stage: 'capture', usage: { ms: 500, requests: {} }, workers };
  const worked = async (more: Partial<PlanRequest>) => {
    const on = tools();
    await writeJson(on.work, planKey('b', 'request.json'), request(more));
    await writeJson(on.work, usageKey('b', 1, 'check', 'only'), check);
    const { rows } = await jobCost('job_1', ada, on);
    return rows.flatMap(({ what, count }) => (/^lambda_(game|capture)$/.test(what) ? [[what, count]] : []));
  };
  const seconds = expect.closeTo(4 * (MAP_MEMORY_MB.captureGame / 1024));
  expect(await worked({ capture: { game: 'openttd' } as never })).toEqual([['lambda_game', seconds]]);
  expect(await worked({})).toEqual([['lambda_capture', seconds]]);
});

it('has the uploads that were made for this job, and no others', async () => {
  const shots = Array.from({ length: 96 }, () => ({ bytes: 1 })) as PlanRequest['shots'];
  const uploads = async (more: Partial<PlanRequest>) => {
    const on = tools();
    await writeJson(on.work, planKey('b', 'request.json'), request({ shots, ...more }));
    const { rows } = await jobCost('job_1', ada, on);
    return rows.find(({ what }) => what === 's3_uploads')?.count;
  };
  expect(await uploads({ uploaded: 96 })).toBe(96);
  expect(await uploads({ uploaded: 5 })).toBe(5);
  expect(await uploads({ uploaded: 0 })).toBeUndefined();
});

it('of a build whose files were removed nobody knows', async () => {
  await expect(jobCost('job_1', ada, tools())).rejects.toMatchObject({ status: 410, code: 'usage_removed' });
});

it('of somebody else is not there', async () => {
  await expect(jobCost('job_1', { sub: 'ben', scopes: [] }, tools())).rejects.toMatchObject({ status: 404 });
});
