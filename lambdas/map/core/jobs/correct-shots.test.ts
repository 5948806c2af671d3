import { beforeEach, describe, expect, it } from 'vitest';
import { planKey, positionsKey } from '../../keys.ts';
import type { CorrectionsRequest } from '../../shot-schemas.ts';
import type { JobRef, PlanRequest } from '../../workflow.ts';
import { readJson } from '../files.ts';
import {
  ada,
  buildAndPublish,
  buildTiles,
  capture,
  locate,
  NEIGHBOURS,
  newBuild,
  type Platform,
  platform,
} from '../steps/build.fixture.ts';
import { publish } from '../steps/publish.ts';
import { correctShots } from './correct-shots.ts';
import { redriveJob } from './redrive-job.ts';

let on: Platform;
beforeEach(async () => {
  on = await platform();
});
const requestOf = ({ build }: Pick<JobRef, 'build'>) => readJson<PlanRequest>(on.work, planKey(build, 'request.json'));
type Correction = [screenshot_id: string, position: [number, number] | null];
const correct = (build: string, corrections: Correction[], caller = ada) => {
  const shots = corrections.map(([screenshot_id, position]) => ({ screenshot_id, position }));
  return correctShots({ map: on.map, build }, { shots } as CorrectionsRequest, caller, on);
};
/** With the ids of its screenshots. Its map begins at (512, 0) of the plan. */
async function published(options: object = {}) {
  const ref = await newBuild(on, NEIGHBOURS, { quality: 70, ...options });
  await buildAndPublish(on, ref);
  const { shots } = await requestOf(ref);
  return { ...ref, ids: shots.map(({ screenshot_id }) => screenshot_id) as [string, string] };
}
const detailsOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => [],
    (error) => error.details.map(({ field }: { field: string }) => field),
  );

describe('correctShots', () => {
  it('asks for the same build with the shot where it was put, in px of the plan', async () => {
    const { build, ids } = await published();
    const answer = await correct(build, [[ids[1], [590, 111]]]);
    expect(answer).toMatchObject({ map: on.map, status: 'preparing', unchanged: false });
    expect(answer.build > build).toBe(true);
    const [before, after] = [await requestOf({ build }), await requestOf(answer)];
    expect(after).toMatchObject({ save_data_id: before.save_data_id, options: before.options });
    expect(after.shots).toEqual([before.shots[0], { ...before.shots[1], fixed: [1102, 111] }]);
  });

  it('says of the earlier of two corrections what to correct again, when the later one is shown before it ends', async () => {
    const { build, ids } = await published();
    const earlier = await correct(build, [[ids[0], [88, 101]]]);
    const made = on.started.at(-1)!;
    const later = await correct(build, [[ids[1], [590, 111]]]);
    await buildTiles(on, made);
    await buildAndPublish(on, on.started.at(-1)!);
    const said = `tessera map correct ${on.map}@${later.build} SHOT X,Y`;
    const superseded = { code: 'superseded', message: expect.stringContaining(said) };
    await expect(publish(made, on)).rejects.toMatchObject(superseded);
    on.jobs.rows.set(earlier.job_id, { ...on.jobs.rows.get(earlier.job_id)!, status: 'failed' });
    await expect(redriveJob(earlier.job_id, { attempt: 1, shots: [] }, ada, on)).rejects.toMatchObject(superseded);
  });

  it('names the correction that lies too far from everything, not a place in a list that nobody sent', async () => {
    const { build, ids } = await published();
    const refused = await correct(build, [
      [ids[0], [88, 101]],
      [ids[1], [1e9, 1e9]],
    ]).catch((error) => error);
    expect(refused.details).toMatchObject([
      { field: 'shots[1].position', message: expect.stringMatching(/more than a shot away from all others/) },
    ]);
  });

  it('keeps where shots were put before, and lets one go again', async () => {
    const { build, ids } = await published();
    const first = await correct(build, [[ids[0], [88, 101]]]);
    await buildAndPublish(on, on.started.at(-1)!);
    const second = await correct(first.build, [[ids[1], [590, 111]]]);
    expect((await requestOf(second)).shots.map(({ fixed }) => fixed)).toEqual([
      [600, 101],
      [1102, 111],
    ]);
    await buildAndPublish(on, on.started.at(-1)!);
    const third = await correct(second.build, [[ids[0], null]]);
    expect((await requestOf(third)).shots.map(({ fixed }) => fixed)).toEqual([undefined, [1102, 111]]);
  });

  it('makes one build of the same corrections, and none once it is published', async () => {
    const { build, ids } = await published();
    const corrections: Correction[] = [[ids[1], [590, 111]]];
    const [first, second] = await Promise.all([correct(build, corrections), correct(build, corrections)]);
    expect(second.job_id).toBe(first.job_id);
    expect((await correct(build, [[ids[1], [591, 111]]])).job_id).not.toBe(first.job_id);
    const ref = on.started.find(({ job_id }) => job_id === first.job_id)!;
    await buildAndPublish(on, ref);
    expect(await correct(build, corrections)).toMatchObject({ job_id: first.job_id, unchanged: true });
    // Nothing new is said of the build that it made, either.
    expect(await correct(first.build, corrections)).toMatchObject({ job_id: first.job_id, unchanged: true });
  });

  it('names what is wrong', async () => {
    const { build, ids } = await published();
    const wrong: Correction[] = [
      [ids[0], [0, 0]],
      ['shot_none', [0, 0]],
      [ids[0], [1, 1]],
      [ids[1], [-1, 0]],
    ];
    expect(await detailsOf(correct(build, wrong))).toEqual([
      'shots[1].screenshot_id',
      'shots[2].screenshot_id',
      'shots[3].position',
    ]);
  });

  it('refuses a place more than a shot away from all others, and says the farthest one', async () => {
    const { build, ids } = await published();
    const [message] = await correct(build, [[ids[1], [99_999, 1]]]).catch((error) =>
      error.details.map((detail: { message: string }) => detail.message),
    );
    const [, farthest] = /The farthest that makes sense is \((\d+),1\)/.exec(message)!;
    expect(await detailsOf(correct(build, [[ids[1], [Number(farthest) + 1, 1]]]))).toEqual(['shots[0].position']);
    expect(await detailsOf(correct(build, [[ids[1], [Number(farthest), 1]]]))).toEqual([]);
  });

  it('lets a shot reach out of the map as far as its picture may say, where places are found', async () => {
    const { build, ids } = await published({ exact: false });
    const answer = await correct(build, [[ids[0], [-320, -260]]]);
    expect((await requestOf(answer)).shots[0]!.fixed).toEqual([600 - 320, 100 - 260]);
    await buildAndPublish(on, on.started.at(-1)!);
    expect(await detailsOf(correct(build, [[ids[0], [-321, 0]]]))).toEqual(['shots[0].position']);
  });

  it('may move the corner of a map that shows nothing yet', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    await capture(on, ref);
    await locate(on, ref);
    const [{ screenshot_id }] = (await requestOf(ref)).shots as [PlanRequest['shots'][0]];
    expect((await requestOf(await correct(ref.build, [[screenshot_id, [-10, 0]]]))).shots[0]!.fixed).toEqual([502, 0]);
  });

  it('refuses maps and builds of others as if there were none, and builds without positions', async () => {
    const { build, ids } = await published();
    const corrections: Correction[] = [[ids[0], [1, 1]]];
    await expect(correct(build, corrections, { sub: 'ben', scopes: [] })).rejects.toMatchObject({ status: 404 });
    await expect(correct('none', corrections)).rejects.toMatchObject({ status: 404 });
    const waiting = await newBuild(on, NEIGHBOURS, { save_data_id: 'other' });
    await expect(correct(waiting.build, corrections)).rejects.toMatchObject({ code: 'no_positions' });
  });

  it('says that what the build was made of has gone', async () => {
    const { build, ids } = await published();
    const corrections: Correction[] = [[ids[0], [1, 1]]];
    on.builds.rows.set(build, { ...on.builds.rows.get(build)!, removed_at: '2026-01-01T00:00:00.000Z' });
    await expect(correct(build, corrections)).rejects.toMatchObject({ code: 'removed', status: 409 });
    const other = await published({ save_data_id: 'other', keep_shots: false });
    expect(await on.work.get(positionsKey(other.build))).toBeDefined();
    await expect(correct(other.build, [[other.ids[0], [1, 1]]])).rejects.toMatchObject({
      ...{ code: 'shots_removed', status: 410, message: expect.stringContaining('r00_c00.png, r00_c01.png (2 of 2)') },
    });
  });
});
