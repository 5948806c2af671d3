import { describe, expect, vi } from 'vitest';
import { JOB_SECONDS } from '../../../../lib/limits.ts';
import { ada, buildAndPublish, capture, newBuild } from '../steps/build.fixture.ts';
import { plan } from '../steps/plan.ts';
import { cancelJob } from './cancel-job.ts';
import { it, PLACES } from './redrive.fixture.ts';

describe('attempts of a job', () => {
  it('is one attempt, whoever asks for it at once and again', async ({ failed: { on, ref, redrive, fail, next } }) => {
    await capture(on, ref);
    await fail();
    const answers = await Promise.all([redrive(), redrive()]);
    expect(answers.map(({ attempt }) => attempt)).toEqual([2, 2]);
    expect(await redrive({ attempt: 1 })).toMatchObject({ status: 'running', attempt: 2 });
    await plan(next(), on);
    await fail();
    // Its answer came late: the job has failed again since.
    expect(await redrive({ attempt: 1 })).toMatchObject({ status: 'failed', attempt: 2 });
    expect(new Set(on.started.map(({ attempt }) => attempt))).toEqual(new Set([1, 2]));
    await expect(redrive({ attempt: 3 })).rejects.toMatchObject({ status: 422, details: [{ field: 'attempt' }] });
  });

  it('tells a repeat with the same shots from another one that came first', async ({
    failed: { on, redrive, fail, next, repaired, good },
  }) => {
    await fail();
    const [mine] = await repaired([0, await good(0)]);
    expect(await redrive({ shots: [mine!], save_data_id: 'new' })).toMatchObject({ attempt: 2 });
    await plan(next(), on);
    const repeat = { attempt: 1, shots: [mine!] };
    expect(await redrive({ ...repeat, save_data_id: 'new' })).toMatchObject({ attempt: 2 });
    const [other] = await repaired([1, await good(1)]);
    await expect(redrive({ attempt: 1, shots: [other!] })).rejects.toMatchObject({ code: 'redriven_meanwhile' });
    await expect(redrive({ ...repeat, save_data_id: 'other' })).rejects.toMatchObject({ code: 'redriven_meanwhile' });
  });

  it('starts an attempt whose request died before the start, and no other one', async ({
    failed: { on, job, redrive, fail, next, repaired, good },
  }) => {
    await fail();
    await on.jobs.redrive(job(), { inputs_hash: 'hash' }, on.clock().toISOString());
    on.started.length = 0;
    const [shot] = await repaired([0, await good(0)]);
    await expect(redrive({ attempt: 2, shots: [shot!] })).rejects.toMatchObject({ code: 'not_failed' });
    for (const attempt of [1, 2]) {
      expect(await redrive({ attempt })).toMatchObject({ status: 'running', attempt: 2 });
      expect(next()).toMatchObject({ attempt: 2 });
    }
    await plan(next(), on);
    await expect(redrive({ attempt: 2 })).rejects.toMatchObject({ code: 'not_failed' });
    expect(on.started).toHaveLength(2);
  });

  it.for([1, 2])(
    'goes on when nobody came back for attempt %i that was never started',
    async (attempt, { failed: { on, ref, request, job, redrive, fail, next } }) => {
      if (attempt === 2) {
        await fail();
        await on.jobs.redrive(
          job(),
          { inputs_hash: request.inputs_hash, holder: ref.job_id },
          on.clock().toISOString(),
        );
      }
      const updated_at = new Date(on.clock().getTime() - JOB_SECONDS * 1000).toISOString();
      on.jobs.rows.set(ref.job_id, { ...job(), updated_at });
      expect(await on.jobs.find(ref.job_id)).toMatchObject({ status: 'failed', error: { code: 'not_started' } });
      expect(await redrive()).toMatchObject({ status: 'running', attempt: attempt + 1 });
      await buildAndPublish(on, next());
    },
  );

  it('is not done by a request whose start failed: its repeat begins another attempt', async ({
    failed: { on, job, redrive, fail, next },
  }) => {
    await fail();
    vi.spyOn(on.executions, 'start').mockRejectedValueOnce(new Error('no network'));
    await expect(redrive({ attempt: 1 })).rejects.toMatchObject({ status: 503 });
    expect(job()).toMatchObject({ status: 'failed', attempt: 2 });
    expect(await redrive({ attempt: 1 })).toMatchObject({ status: 'running', attempt: 3 });
    expect(next()).toMatchObject({ attempt: 3 });
  });

  it('takes the inputs over from a job that has ended, and from no other', async ({
    failed: { on, ref, request, job, redrive, fail },
  }) => {
    await fail();
    const other = await newBuild(on, PLACES);
    expect(other.job_id).not.toBe(ref.job_id);
    const taken = { status: 409, code: 'inputs_taken', message: expect.stringContaining(other.job_id) };
    await expect(redrive()).rejects.toMatchObject(taken);
    // The holder went on between the look and the write.
    const { inputs_hash } = request;
    const at = on.clock().toISOString();
    expect(await on.jobs.redrive(job(), { inputs_hash, holder: other.job_id }, at)).toBe(false);
    await cancelJob(other.job_id, ada, on);
    expect(await redrive()).toMatchObject({ status: 'running' });
    expect(await on.jobs.lockedBy(on.map, inputs_hash)).toMatchObject({ job_id: ref.job_id });
  });
});
