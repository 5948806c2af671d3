import { describe, expect, vi } from 'vitest';
import type { PlanRequest } from '../../workflow.ts';
import { ada, buildAndPublish, buildTiles, capture, cutTiles, locate, newBuild } from '../steps/build.fixture.ts';
import { plan } from '../steps/plan.ts';
import { publish } from '../steps/publish.ts';
import { jobShots } from './job-shots.ts';
import { failJob } from './move-job.ts';
import { it, PLACES } from './redrive.fixture.ts';

describe('redriveJob', () => {
  it('captures only what failed, and the map is as if nothing had', async ({
    failed: { on, ref, request, job, redrive, next, store, repaired, good },
  }) => {
    const originals = await Promise.all([1, 2].map(good));
    await store(request.shots[1]!, Buffer.from('no picture'));
    await on.work.delete(request.shots[2]!.key);
    expect(await capture(on, ref)).toMatchObject({ completed: 4, failed: 2 });
    expect(job()).toMatchObject({ status: 'failed', error: { code: 'capture_failed' } });
    const { shots } = await jobShots(ref.job_id, ada, on);
    expect(shots.filter(({ failed }) => failed).map(({ name }) => name)).toEqual(['r00_c01.png', 'r00_c02.png']);
    expect(await on.jobs.failures(job(), 10)).toMatchObject(
      [1, 2].map((i) => {
        const { name, screenshot_id } = request.shots[i]!;
        return { item: name, screenshot_id };
      }),
    );

    const again = await redrive({ shots: await repaired([1, originals[0]!], [2, originals[1]!]) });
    expect(again).toMatchObject({ status: 'running', error: null, failure_count: 0, completed_at: null });
    expect(next()).toMatchObject({ job_id: ref.job_id, attempt: 2, build: ref.build });
    on.worked.length = 0;
    await buildAndPublish(on, next());
    expect(on.worked.filter((item) => item.startsWith('capture'))).toEqual(['capture r0_c1', 'capture r0_c2']);
    // What the repaired ones took the place of is gone, and the hash is that of what the map is made of.
    expect(on.work.objects.has(request.shots[1]!.key)).toBe(false);
    expect([...on.media.rows.keys()]).not.toContain(request.shots[1]!.screenshot_id);
    expect(on.builds.rows.get(ref.build)!.inputs_hash).toBe(job().inputs_hash);

    const undisturbed = await newBuild(on, PLACES, { save_data_id: 'other' });
    await buildAndPublish(on, undisturbed);
    for (const [key, { body }] of on.tiles.objects) {
      if (!key.includes(undisturbed.build) || key.endsWith('.json')) continue;
      const twin = on.tiles.objects.get(key.replace(undisturbed.build, ref.build));
      expect(Buffer.compare(twin!.body, body), key).toBe(0);
    }
  });

  it('makes only the blocks that a repaired screenshot shows in, and leaves the tiles of the others alone', async ({
    failed: { on, ref, request, job, redrive, next, repaired, good },
  }) => {
    await capture(on, ref);
    const { settings } = await locate(on, ref);
    const lost = request.shots[5]!;
    const body = await good(5);
    await on.work.delete(lost.key);
    await cutTiles(on, ref, settings).catch(() => {});
    expect(job()).toMatchObject({ status: 'failed', stage: 'tiling', error: { code: 'tile_failed' } });
    const before = [...on.tiles.objects.keys()];
    expect((await jobShots(ref.job_id, ada, on)).shots.filter(({ failed }) => failed)).toMatchObject([
      { screenshot_id: lost.screenshot_id },
    ]);

    await redrive({ shots: await repaired([5, body]) });
    on.worked.length = 0;
    const put = vi.spyOn(on.tiles, 'put');
    const verified = await buildTiles(on, next());
    expect(on.worked).toEqual(['capture r0_c5', 'tile 2_0']);
    const written = put.mock.calls.map(([key]) => key);
    // Those above the blocks are made of all of them.
    const kept = before.filter((key) => !/\/0\/0\/0\.png$/.test(key));
    expect(kept.length).toBeGreaterThan(10);
    expect(written.filter((key) => kept.includes(key))).toEqual([]);
    expect(job()).toMatchObject({ tile_total: verified.tiles });
    await publish(next(), on);
    expect(on.maps.rows.get(on.map)!.published_build).toBe(ref.build);
  });

  it('goes on after a death among the tiles with what is missing, and removes what nobody reported', async ({
    failed: { on, ref, redrive, fail, next },
  }) => {
    await capture(on, ref);
    const { settings } = await locate(on, ref);
    await cutTiles(on, ref, settings);
    await on.work.delete(`builds/${ref.build}/tiles/1_0.json`);
    await on.tiles.put(`tiles/${on.map}/${ref.build}/9/9/9.png`, 'stray', { contentType: 'image/png' });
    await fail();
    await redrive();
    on.worked.length = 0;
    await buildTiles(on, next());
    expect(on.worked).toEqual(['tile 1_0']);
    expect(on.tiles.objects.has(`tiles/${on.map}/${ref.build}/9/9/9.png`)).toBe(false);
  });

  it('counts what is kept, and nothing twice', async ({ failed: { on, ref, job, redrive, fail, next } }) => {
    await capture(on, ref);
    const { settings } = await locate(on, ref);
    await cutTiles(on, ref, settings);
    await on.work.delete(`builds/${ref.build}/tiles/1_0.json`);
    on.jobs.rows.set(ref.job_id, { ...job(), completed_tasks: 77, capture_completed: 99, capture_failed: 3 });
    await fail();
    expect(await redrive()).toMatchObject({ status: 'running' });
    await capture(on, next());
    expect(job()).toMatchObject({ capture_completed: 6, coords_completed: 6, capture_failed: 0, completed_tasks: 12 });
    await locate(on, next());
    // Blocks 0 and 2 have 4 x 2 and 3 x 2 native tiles, 2 x 1 below and 1 at their top.
    expect(job()).toMatchObject({ tile_completed: 8 + 2 + 1 + 6 + 2 + 1, completed_tasks: 12 + 20 });
  });

  it('finishes cleaning up a map that is published', async ({
    failed: { on, ref, job, redrive, fail, next, repaired, good },
  }) => {
    await buildTiles(on, ref);
    vi.spyOn(on.builds, 'complete').mockRejectedValueOnce(new Error('no network'));
    await expect(publish(ref, on)).rejects.toThrow('no network');
    await fail('execution_failed');
    const put = await repaired([0, await good(0)]);
    await expect(redrive({ shots: put })).rejects.toMatchObject({ status: 409, code: 'published' });
    await redrive();
    expect(await plan(next(), on)).toMatchObject({ published: true, todo: 0 });
    expect(job()).toMatchObject({ status: 'running', stage: 'cleaning', attempt: 2 });
    await publish(next(), on);
    expect(on.builds.rows.get(ref.build)!.status).toBe('completed');
  });

  it('keeps a screenshot that came back to its place before the one between was captured', async ({
    failed: { on, ref, request, redrive, fail, next, repaired, good },
  }) => {
    await capture(on, ref);
    await fail();
    const [b] = await repaired([0, await good(1)]);
    await redrive({ shots: [b!] });
    await fail();
    const { screenshot_id, key, name } = request.shots[0]!;
    await redrive({ shots: [{ name, screenshot_id }] });
    await plan(next(), on);
    expect(on.work.objects.has(key)).toBe(true);
    expect(on.media.rows.has(screenshot_id)).toBe(true);
    expect(on.media.rows.has(b!.screenshot_id)).toBe(false);
  });

  it('leaves nothing of an earlier attempt to move the job', async ({
    failed: { on, ref, job, redrive, fail, next },
  }) => {
    await capture(on, ref);
    await fail();
    await redrive();
    await plan(next(), on);
    await expect(plan(ref, on)).rejects.toMatchObject({ code: 'job_ended' });
    await expect(locate(on, ref)).rejects.toMatchObject({ code: 'job_ended' });
    expect(job()).toMatchObject({ stage: 'capturing', attempt: 2 });
  });
});

describe('jobShots', () => {
  it('names the shots that failures store, whatever they say', async ({ failed: { on, ref, request, job } }) => {
    const [, second, third] = request.shots as [PlanRequest['shots'][number], ...PlanRequest['shots']];
    const failures = [
      { item: '0_0', stage: 'tile', code: 'missing', message: 'It is gone.', screenshot_id: second!.screenshot_id },
      { item: '1_0', stage: 'tile', code: 'unexpected', message: `${third!.screenshot_id}: no fault of the shot` },
    ];
    await failJob(on.jobs, job(), { error: { code: 'tile_failed', message: 'm' }, failures }, on.clock());
    const { shots, attempt } = await jobShots(ref.job_id, ada, on);
    expect(shots.filter(({ failed }) => failed).map(({ name }) => name)).toEqual([second!.name]);
    expect(attempt).toBe(1);
  });
});
