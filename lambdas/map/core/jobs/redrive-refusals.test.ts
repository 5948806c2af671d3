import { describe, expect, vi } from 'vitest';
import { planKey } from '../../keys.ts';
import type { RedriveRequest } from '../../redrive-schemas.ts';
import { buildAndPublish, capture, locate, newBuild } from '../steps/build.fixture.ts';
import { it, PLACES } from './redrive.fixture.ts';

describe('redriveJob refuses', () => {
  it.for(['preparing', 'running', 'completed', 'cancelled'] as const)(
    'a job that is %s',
    async (status, { failed: { on, ref, job, redrive } }) => {
      on.jobs.rows.set(ref.job_id, { ...job(), status });
      await expect(redrive()).rejects.toMatchObject({ status: 409, message: expect.stringContaining(status) });
    },
  );

  it('a job of somebody else, and one whose files were removed', async ({ failed: { on, ref, redrive, fail } }) => {
    await fail();
    await expect(redrive({}, { sub: 'ben', scopes: [] })).rejects.toMatchObject({ status: 404 });
    await on.work.delete(planKey(ref.build, 'request.json'));
    await expect(redrive()).rejects.toMatchObject({ status: 409, code: 'removed' });
  });

  it('a job whose map shows a newer build: it would make everything and publish nothing', async ({
    failed: { on, job, redrive, fail },
  }) => {
    await fail();
    const newer = await newBuild(on, PLACES, { save_data_id: 'newer' });
    await buildAndPublish(on, newer);
    const superseded = { status: 409, code: 'superseded', message: expect.stringContaining(newer.build) };
    await expect(redrive()).rejects.toMatchObject(superseded);
    expect(job()).toMatchObject({ status: 'failed', attempt: 1 });
  });

  it('naming what came in between its look and its write', async ({ failed: { on, ref, job, redrive, fail } }) => {
    await fail();
    const meanwhile = (change: () => void) =>
      vi.spyOn(on.jobs, 'redrive').mockImplementationOnce(async () => {
        change();
        return false;
      });
    const build = on.builds.rows.get(ref.build)!;
    meanwhile(() => on.builds.rows.set(ref.build, { ...build, removed_at: 'now' }));
    await expect(redrive()).rejects.toMatchObject({ status: 409, code: 'removed' });
    on.builds.rows.set(ref.build, build);
    meanwhile(() => on.jobs.rows.set(ref.job_id, { ...job(), status: 'cancelled' }));
    await expect(redrive()).rejects.toMatchObject({
      code: 'not_failed',
      message: expect.stringContaining('cancelled'),
    });
    on.jobs.rows.set(ref.job_id, { ...job(), status: 'failed' });
    meanwhile(() => {});
    await expect(redrive()).rejects.toMatchObject({ status: 503 });
    meanwhile(() => on.maps.rows.delete(on.map));
    await expect(redrive()).rejects.toMatchObject({ status: 404, message: expect.stringContaining(on.map) });
  });

  it('repaired shots that fit nowhere, are there twice, or were not uploaded, naming each', async ({
    failed: { job, redrive, fail, repaired, good },
  }) => {
    await fail();
    const [shot] = await repaired([0, await good(0)]);
    const shots = [shot!, { ...shot!, name: 'other.png' }, shot!];
    const refused = await redrive({ shots }).catch((error) => error);
    expect(refused.details).toMatchObject([
      { field: 'shots[1].name', message: expect.stringContaining('other.png') },
      { field: 'shots[2].name', message: expect.stringContaining('twice') },
    ]);
    const unknown = { ...shot!, screenshot_id: 'shot_nowhere' as `shot_${string}` };
    await expect(redrive({ shots: [unknown] })).rejects.toMatchObject({ status: 422 });
    expect(job()).toMatchObject({ status: 'failed', attempt: 1 });
  });

  it('a screenshot that is or was another shot of the job, and one given to two', async ({
    failed: { request, redrive, fail, repaired, good },
  }) => {
    await fail();
    const [first, second] = await repaired([0, await good(0)], [1, await good(1)]);
    const nameAndId = (name: number, of: number) => ({
      name: request.shots[name]!.name,
      screenshot_id: request.shots[of]!.screenshot_id,
    });
    const refused = (shots: RedriveRequest['shots']) => redrive({ shots }).catch(({ details }) => details);
    // Taken from another shot, swapped, and shared.
    expect(await refused([nameAndId(0, 1)])).toMatchObject([{ field: 'shots[0].screenshot_id' }]);
    expect(await refused([nameAndId(0, 1), nameAndId(1, 0)])).toHaveLength(2);
    expect(await refused([first!, { ...second!, screenshot_id: first!.screenshot_id }])).toMatchObject([
      { field: 'shots[1].screenshot_id', message: expect.stringContaining('another shot') },
    ]);
    await redrive({ shots: [first!] });
    await fail();
    expect(await refused([nameAndId(1, 0)])).toMatchObject([{ field: 'shots[0].screenshot_id' }]);
  });

  it('repaired shots while a worker of the attempt that died may still store tiles', async ({
    failed: { on, ref, job, redrive, fail, repaired, good },
  }) => {
    await capture(on, ref);
    await locate(on, ref);
    await fail();
    const shots = await repaired([0, await good(0)]);
    await expect(redrive({ shots })).rejects.toMatchObject({
      code: 'workers_running',
      message: expect.stringMatching(/in \d+ s/),
    });
    on.jobs.rows.set(ref.job_id, { ...job(), completed_at: new Date(on.clock().getTime() - 300_000).toISOString() });
    expect(await redrive({ shots })).toMatchObject({ status: 'running' });
  });
});
