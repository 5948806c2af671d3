import { expect, test, vi } from 'vitest';
import { ApiError } from '../client/api-error.ts';
import type { Client } from '../client/client.ts';
import { createOutput } from './output.ts';
import { waitForJob } from './wait.ts';

const nowhere = { write: () => true };
const wait = (answers: (() => unknown)[], patienceMs: number) => {
  const jobStatus = vi.fn(async () => (answers.length > 1 ? answers.shift()! : answers[0]!)());
  const api = { jobStatus } as unknown as Client;
  const output = createOutput({ stdout: nowhere, stderr: nowhere }, true, String);
  const { signal } = new AbortController();
  return { jobStatus, ended: waitForJob('job_1', { api, output, signal, env: {}, url: 'http://x', patienceMs }) };
};
const fails = (status: number) => () => {
  throw new ApiError(status, 'x', 'Busy.');
};

test.each([0, 429, 503])('answers of %d are waited out', async (status) => {
  const { ended, jobStatus } = wait(
    [fails(status), fails(status), () => ({ status: 'completed', stages: [] })],
    60_000,
  );
  expect(await ended).toMatchObject({ status: 'completed' });
  expect(jobStatus).toHaveBeenCalledTimes(3);
});

test('patience is a time, whatever the number of questions; the way back is told', async () => {
  const { ended, jobStatus } = wait([fails(503)], 600);
  await expect(ended).rejects.toMatchObject({ exitCode: 5 });
  await expect(ended).rejects.toThrow(/Busy\. The job is not lost: .* map status job_1 --wait/);
  expect(jobStatus).toHaveBeenCalledTimes(3);
});

test('a platform that answers with a fault all the time was reached', async () => {
  const { ended } = wait([fails(500)], 600);
  await expect(ended).rejects.toMatchObject({ exitCode: 1 });
});

test('a refusal is told at once', async () => {
  const { ended, jobStatus } = wait([fails(404)], 60_000);
  await expect(ended).rejects.toMatchObject({ status: 404, message: 'Busy.' });
  expect(jobStatus).toHaveBeenCalledOnce();
});
