import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { ApiError } from '../../client/api-error.ts';
import type { Client } from '../../client/client.ts';
import { makingApi } from '../../client/making-api.fixture.ts';
import type { JobShots } from '../../lambdas/map/redrive-schemas.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { goOn, isOver, lookingAtFiles, redrive } from './redriving.ts';

const { signal } = new AbortController();
const shots = [{ name: 'a.png', row: 0, col: 0, screenshot_id: 'shot_1', sha256: 'x', failed: true }];
const JOB = { job_id: 'job_1', attempt: 2, map: 'm', save_data_id: 'state', width: 8, height: 8, shots } as JobShots;
const platform = (redriveJob = vi.fn<Client['redriveJob']>(async () => ({ attempt: 3 }) as Job)) => ({
  ...{ ...makingApi(), redriveJob },
  jobShots: vi.fn<Client['jobShots']>(async () => JOB),
});

test('a repaired file is announced with its checksum, uploaded, and takes the place of its shot', async () => {
  const api = platform();
  const from = new File(['a shot'], 'a.png');
  const sha256 = createHash('sha256').update('a shot').digest('hex');
  const picture = { type: 'image/png', width: 8, height: 8, sha256 } as const;
  const repaired = { ...picture, file: 'a.png', row: 0, col: 0, failed: true, from };
  const onUploaded = vi.fn();
  expect(await redrive(api, JOB, [repaired], { signal, onUploaded })).toMatchObject({ attempt: 3 });
  expect(api.createTickets.mock.calls[0]?.[1].files).toEqual([{ name: 'a.png', bytes: 6, type: 'image/png', sha256 }]);
  expect(api.uploadShot.mock.calls[0]?.[1]).toBe(from);
  expect(onUploaded).toHaveBeenLastCalledWith(1);
  expect(api.redriveJob.mock.calls[0]?.[1].shots).toMatchObject([{ name: 'a.png', screenshot_id: 'shot_a.png' }]);
});

const picture = { type: 'image/png', width: 8, height: 8, sha256: 'x' } as const;
const repairedBy = (from: File) => ({ ...picture, file: 'a.png', row: 0, col: 0, failed: true, from });
const lost = new ApiError(0, 'unreachable', 'x');

test('a platform that is away is waited for while pictures are uploaded, not where there are none', async () => {
  const api = platform();
  for (let tries = 0; tries < 30; tries++) api.uploadShot.mockRejectedValueOnce(lost);
  const options = { signal, pause: async () => {} };
  expect(await redrive(api, JOB, [repairedBy(new File(['a shot'], 'a.png'))], options)).toMatchObject({ attempt: 3 });
  const away = platform(vi.fn<Client['redriveJob']>().mockRejectedValue(lost));
  await expect(goOn(away, 'job_1', options)).rejects.toBe(lost);
});

test('a file that was changed meanwhile is named, and does not look like a platform that is away', async () => {
  const from = new File(['a shot'], 'a.png');
  const arrayBuffer = () => Promise.reject(new Error('NotReadableError'));
  vi.spyOn(from, 'slice').mockReturnValue({ arrayBuffer } as never);
  const api = platform();
  api.uploadShot.mockRejectedValue(lost);
  await expect(redrive(api, JOB, [repairedBy(from)], { signal })).rejects.toThrow(/^a\.png was changed or taken away/);
});

test('without pictures nothing is uploaded', async () => {
  const api = platform();
  await goOn(api, 'job_1', { signal });
  expect(api.redriveJob).toHaveBeenCalledWith('job_1', { attempt: 2, shots: [], save_data_id: 'state' });
  expect(api.createTickets).not.toHaveBeenCalled();
});

test('a refusal is told in plain words, another failure as it is', async () => {
  const refusing = (error: ApiError) => platform(vi.fn<Client['redriveJob']>().mockRejectedValue(error));
  const superseded = refusing(new ApiError(409, 'superseded', 'tessera map create DIR', { requestId: 'r' }));
  await expect(goOn(superseded, 'job_1', { signal })).rejects.toMatchObject({
    ...{ status: 409, requestId: 'r' },
    message: expect.stringMatching(/newer build/),
  });
  const gone = new ApiError(404, 'not_found', 'There is no such job.');
  await expect(goOn(refusing(gone), 'job_1', { signal })).rejects.toBe(gone);
});

test('a file is read once, however often it is looked at', async () => {
  const file = new File(['a shot'], 'a.png');
  const read = vi.spyOn(file, 'arrayBuffer');
  expect(await lookingAtFiles.sha256(file)).toBe(await lookingAtFiles.sha256(file));
  expect(read).toHaveBeenCalledOnce();
});

test.each([
  ['removed', true],
  ['superseded', true],
  ['inputs_taken', true],
  ['published', false],
  ['workers_running', false],
  ['redriven_meanwhile', false],
])('whether the job is over after %s: %s', (code, over) => {
  expect(isOver(new ApiError(409, code, 'x'))).toBe(over);
});
