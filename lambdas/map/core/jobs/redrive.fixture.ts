/** A job of six shots that fails and is redriven, on a platform in memory. For tests. */
import { createHash } from 'node:crypto';
import { it as base } from 'vitest';
import { planKey } from '../../keys.ts';
import type { RedriveRequest } from '../../redrive-schemas.ts';
import type { PlanRequest } from '../../workflow.ts';
import { readJson } from '../files.ts';
import { createShotTickets } from '../maps/create-shot-tickets.ts';
import { ada, newBuild, platform } from '../steps/build.fixture.ts';
import { redriveJob } from './redrive-job.ts';

/** Six shots in a row over three blocks of 2,048 px. */
export const PLACES = [0, 1, 2, 3, 4, 5].map((i) => ({ x: 900 * i, y: 0, width: 1000, height: 520 }));

export async function failable() {
  const on = await platform();
  const ref = await newBuild(on, PLACES);
  const request = await readJson<PlanRequest>(on.work, planKey(ref.build, 'request.json'));
  const job = () => on.jobs.rows.get(ref.job_id)!;
  const redrive = (given: Partial<RedriveRequest> = {}, caller = ada) =>
    redriveJob(ref.job_id, { attempt: job().attempt, shots: [], ...given }, caller, on);
  const fail = (code = 'execution_aborted', at = on.clock()) =>
    on.jobs.fail(job(), { error: { code, message: 'm' }, failures: 0, at: at.toISOString(), expires_at: 4e9 });
  const next = () => on.started.at(-1)!;
  const store = (shot: PlanRequest['shots'][number], body: Uint8Array) =>
    on.work.put(shot.key, body, { contentType: 'image/png' });

  /** Uploads pictures of these bytes under the names of the job's shots. */
  async function repaired(...files: [index: number, body: Uint8Array][]): Promise<RedriveRequest['shots']> {
    const announced = files.map(([index, body]) => {
      const sha256 = createHash('sha256').update(body).digest('hex');
      return { name: request.shots[index]!.name, bytes: body.length, type: 'image/png' as const, sha256 };
    });
    const tickets = await createShotTickets(on.map, { files: announced }, ada, on);
    for (const [i, { screenshot_id }] of tickets.entries())
      await on.work.put(`screenshots/${on.map}/${screenshot_id}`, files[i]![1], { contentType: 'image/png' });
    return tickets.map(({ name, screenshot_id }) => ({ name, screenshot_id: screenshot_id as `shot_${string}` }));
  }
  const good = async (index: number) => (await on.work.get(request.shots[index]!.key))!;
  return { on, ref, request, job, redrive, fail, next, store, repaired, good };
}

/** A test that is given such a job. */
export const it = base.extend('failed', () => failable());
