/** Builds whose shots find their places: from the plan, by what pairs of neighbours say. */
import { beforeEach, describe, expect, it } from 'vitest';
import { locatedKey, planKey, todoKey } from '../../keys.ts';
import type { XY } from '../../placement.ts';
import type { BuildPair, CoordsItem, JobRef, Located } from '../../workflow.ts';
import { readJson, readLines, writeJson } from '../files.ts';
import { createJob } from '../jobs/create-job.ts';
import { pairsOfShot } from '../pair-bands.ts';
import {
  BESIDE_THEIR_PLAN,
  buildAndPublish,
  capture,
  locate,
  newBuild,
  type Platform,
  platform,
  upload,
} from './build.fixture.ts';
import { jobOf, positionsOf } from './kept-of-build.fixture.ts';

let on: Platform;
beforeEach(async () => {
  on = await platform();
});
const estimated = (places = BESIDE_THEIR_PLAN, options: object = {}) =>
  newBuild(on, places, { exact: false, ...options });
/** Each once. */
async function pairsOf({ build }: JobRef, ids: string[]): Promise<BuildPair[]> {
  const each = await Promise.all(ids.map((id, index) => pairsOfShot(build, { id, index }, on.work)));
  return each.flatMap((pairs, index) => pairs.filter(({ a }) => a === ids[index]));
}

describe('a build of planned positions', () => {
  it('puts every shot where its neighbours say, its corner being the map’s', async () => {
    const ref = await estimated();
    await buildAndPublish(on, ref);
    const { shots, width, height } = await positionsOf(on, ref);
    expect(shots.map(({ position }) => position)).toEqual([
      [0, 11],
      [485, 0],
      [1013, 5],
      [1494, 21],
    ]);
    expect([width, height]).toEqual([1494 + 640, 21 + 520]);
    for (const { estimated, position, confidence, residual } of shots) {
      expect(estimated!.map(Math.round)).toEqual(position);
      expect(confidence).toBeGreaterThan(0.5);
      expect(residual).toBe(0);
    }
    expect([...on.shotRows.values()].map(({ confidence }) => confidence)).toEqual(shots.map((shot) => shot.confidence));
  });

  it('remembers its pairs', async () => {
    const ref = await estimated();
    await buildAndPublish(on, ref);
    const ids = (await positionsOf(on, ref)).shots.map(({ id }) => id);
    const pairs = await pairsOf(ref, ids);
    expect(
      pairs.map(({ a, b, offset, used, reason }) => [ids.indexOf(a), ids.indexOf(b), offset, used, reason]),
    ).toEqual([
      [0, 1, [485, -11], true, 'sure'],
      [1, 2, [528, 5], true, 'sure'],
      [2, 3, [481, 16], true, 'sure'],
    ]);
  });

  it('counts every task, also of tiles that only the pictures tell of', async () => {
    // By the plan 2,040 px wide, that is four tiles; in truth 2,070.
    const ref = await estimated([
      { x: 0, y: 0 },
      { x: 470, y: 0 },
      { x: 940, y: 0 },
      { x: 1430, y: 0, planned: [1400, 0] },
    ]);
    await capture(on, ref);
    const planned = jobOf(on, ref).tile_total;
    await locate(on, ref);
    expect(jobOf(on, ref)).toMatchObject({ coords_total: 4, total_tasks: 12 + jobOf(on, ref).tile_total });
    expect(jobOf(on, ref).tile_total).toBeGreaterThan(planned);
    // The last of the row has nobody to be compared with in its own name.
    expect(on.worked.filter((item) => item.startsWith('coords'))).toHaveLength(3);
  });

  it('does not look at pictures when the plan is right, and counts that as done', async () => {
    const ref = await newBuild(
      on,
      BESIDE_THEIR_PLAN.map(({ planned: _, ...place }) => place),
    );
    expect(await capture(on, ref)).toMatchObject({ todo: 0 });
    expect(jobOf(on, ref)).toMatchObject({ stage: 'locating', coords_completed: 4, completed_tasks: 8 });
    await buildAndPublish(on, ref);
    expect(on.worked.filter((item) => item.startsWith('coords'))).toEqual([]);
    const { shots } = await positionsOf(on, ref);
    expect(new Set(shots.map(({ reason, confidence }) => `${reason} ${confidence}`))).toEqual(new Set(['given 1']));
    expect(
      await pairsOf(
        ref,
        shots.map(({ id }) => id),
      ),
    ).toEqual([]);
  });

  it.each([true, false])('leaves shots where somebody put them (exact: %s)', async (exact) => {
    const request = await upload(on, BESIDE_THEIR_PLAN, { exact });
    request.shots[3] = { ...request.shots[3]!, fixed: [1600, 40] };
    await createJob(request, 'ada', on);
    const ref = on.started.at(-1)!;
    await capture(on, ref);
    await locate(on, ref);
    const { shots, origin } = await positionsOf(on, ref);
    const { position, reason } = shots[3]!;
    expect([position[0] + origin[0], position[1] + origin[1]]).toEqual([1600, 40]);
    expect(reason).toBe('by_hand');
  });

  it('is planned with shots where somebody put them', async () => {
    const request = await upload(on, BESIDE_THEIR_PLAN, { exact: true });
    request.shots[3] = { ...request.shots[3]!, fixed: [4000, 40] };
    await createJob(request, 'ada', on);
    const ref = on.started.at(-1)!;
    await capture(on, ref);
    const planned = jobOf(on, ref).tile_total;
    await locate(on, ref);
    expect(jobOf(on, ref).tile_total).toBe(planned);
  });

  it('has no doubt about a single shot, which is the map', async () => {
    const ref = await estimated(BESIDE_THEIR_PLAN.slice(0, 1));
    await buildAndPublish(on, ref);
    expect((await positionsOf(on, ref)).shots).toMatchObject([{ position: [0, 0], confidence: 1, reason: 'given' }]);
  });

  it('hands on the boxes that were given', async () => {
    const boxes: [number, number, number, number][] = [[0, 0, 640, 20]];
    const ref = await newBuild(on, BESIDE_THEIR_PLAN, { boxes });
    await buildAndPublish(on, ref);
    expect((await positionsOf(on, ref)).boxes).toEqual(boxes);
  });
});

describe('the stage coords of a later attempt', () => {
  const replace = async (ref: JobRef, index: number) => {
    const list = await readLines<CoordsItem>(on.work, planKey(ref.build, 'shots.jsonl'));
    const located = await readJson<Located>(on.work, locatedKey(ref.build));
    // As if the shot had another screenshot when the others were compared.
    const old = list[index]!.id;
    const text = JSON.stringify(located).replaceAll(old, 'shot_before');
    await writeJson(on.work, locatedKey(ref.build), JSON.parse(text));
    return old;
  };

  it('compares a replaced shot, and those that were compared with the one before', async () => {
    const ref = await estimated();
    await capture(on, ref);
    await locate(on, ref);
    const replaced = await replace(ref, 2);
    on.jobs.rows.set(ref.job_id, { ...jobOf(on, ref), status: 'running', attempt: 2, stage: 'capturing', planned: 1 });
    const again = { ...ref, attempt: 2 };
    on.worked.length = 0;
    expect(await capture(on, again)).toMatchObject({ todo: 2 });
    const todo = await readLines<CoordsItem>(on.work, todoKey(ref.build, 2, 'shots.jsonl'));
    expect(todo.map(({ id }) => id)).toContain(replaced);
    expect(todo.flatMap(({ neighbours }) => neighbours.map(({ id }) => id))).toContain(replaced);
    expect(jobOf(on, ref)).toMatchObject({ coords_completed: 2, completed_tasks: 4 + 2 });
    await locate(on, again);
    expect((await positionsOf(on, ref)).shots.map(({ position }) => position) satisfies XY[]).toHaveLength(4);
    const kept = await readJson<Located>(on.work, locatedKey(ref.build));
    expect(Object.keys(kept)).not.toContain('shot_before');
    expect(Object.keys(kept)).toHaveLength(3);
  });

  it('says which file of an earlier one is damaged, and makes it again once it is gone', async () => {
    const ref = await estimated();
    await capture(on, ref);
    await locate(on, ref);
    const before = await positionsOf(on, ref);
    await on.work.put(locatedKey(ref.build), '{"shot', { contentType: 'application/json' });
    on.jobs.rows.set(ref.job_id, { ...jobOf(on, ref), status: 'running', attempt: 2, stage: 'capturing', planned: 1 });
    const again = { ...ref, attempt: 2 };
    const damaged = { code: 'damaged_file', message: expect.stringContaining(locatedKey(ref.build)) };
    await expect(capture(on, again)).rejects.toMatchObject(damaged);
    await on.work.delete(locatedKey(ref.build));
    expect(await capture(on, again)).toMatchObject({ todo: 3 });
    await locate(on, again);
    expect(await positionsOf(on, ref)).toEqual(before);
  });
});
