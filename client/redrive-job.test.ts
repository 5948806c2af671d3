import { expect, test, vi } from 'vitest';
import type { JobShots } from '../lambdas/map/redrive-schemas.ts';
import type { Job } from '../lambdas/map/schemas.ts';
import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import { makingApi } from './making-api.fixture.ts';
import { redriveWith } from './redrive-job.ts';

const place = (col: number) => ({ name: `${col}.png`, row: 0, col });
const JOB = {
  ...{ job_id: 'job_1', attempt: 3, map: 'old-town-1', save_data_id: `shots-${'0'.repeat(32)}`, width: 8, height: 8 },
  shots: [0, 1].map((col) => ({ ...place(col), screenshot_id: `shot_old${col}`, sha256: `${col}`, failed: col === 1 })),
} as JobShots;

function platform() {
  const redriveJob = vi.fn<Client['redriveJob']>(async () => ({ attempt: 4 }) as Job);
  const api = { ...makingApi(), redriveJob };
  const redrive = (...shots: { file: string; row: number; col: number }[]) =>
    redriveWith(JOB, {
      ...{ api, shots, signal: new AbortController().signal, pause: async () => {}, onUploaded: () => {} },
      describe: () => ({ bytes: 1, type: 'image/png' as const, sha256: 'new' }),
      read: () => 'x',
    });
  return { api, redrive };
}

test('names the attempt that it saw, so that it is sent again when the answer is lost', async () => {
  const { api, redrive } = platform();
  api.redriveJob.mockRejectedValueOnce(new ApiError(0, 'unreachable', 'no answer'));
  expect(await redrive()).toMatchObject({ attempt: 4 });
  const sent = ['job_1', { attempt: 3, shots: [], save_data_id: JOB.save_data_id }];
  expect(api.redriveJob.mock.calls).toEqual([sent, sent]);
});

test('what the platform refuses is not sent again', async () => {
  const { api, redrive } = platform();
  api.redriveJob.mockRejectedValue(new ApiError(409, 'superseded', 'too old'));
  await expect(redrive()).rejects.toMatchObject({ code: 'superseded' });
  expect(api.redriveJob).toHaveBeenCalledOnce();
});

test('repaired shots that an upload before this one left there are not sent again', async () => {
  const { api, redrive } = platform();
  const there = { name: 'a.png', bytes: 1, type: 'image/png' as const, sha256: 'new', expires_at: '' };
  api.listUploads.mockResolvedValueOnce({ uploads: [{ ...there, screenshot_id: 'shot_there' }], next: null });
  await redrive({ file: '1.png', row: 0, col: 1 });
  expect(api.uploadShot).not.toHaveBeenCalled();
  expect(api.redriveJob.mock.calls[0]![1].shots).toEqual([{ ...place(1), screenshot_id: 'shot_there' }]);
});

test('repaired shots are uploaded into their places, and make another state of the game', async () => {
  const { api, redrive } = platform();
  await redrive({ file: '1.png', row: 0, col: 1 });
  expect(api.uploadShot).toHaveBeenCalledOnce();
  const [, sent] = api.redriveJob.mock.calls[0]!;
  expect(sent).toMatchObject({ attempt: 3, shots: [{ ...place(1), screenshot_id: 'shot_1.png' }] });
  expect(sent.save_data_id).toMatch(/^shots-[0-9a-f]{32}$/);
  expect(sent.save_data_id).not.toBe(JOB.save_data_id);
});
