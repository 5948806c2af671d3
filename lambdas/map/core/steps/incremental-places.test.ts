/** Builds on top of another one whose shots find their places: what was compared before is not compared again. */
import { beforeEach, describe, expect, it } from 'vitest';
import { calibrationKey, planKey, todoKey } from '../../keys.ts';
import type { XY } from '../../placement.ts';
import type { CoordsItem, JobRef, PlanRequest, StoredCalibration } from '../../workflow.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { findJson, readJson, readLines, writeJson } from '../files.ts';
import { correctShots } from '../jobs/correct-shots.ts';
import { createJob } from '../jobs/create-job.ts';
import { ada, newBuild, type Placed, type Platform, platform, upload } from './build.fixture.ts';
import { compared, repainted } from './compared-builds.fixture.ts';

let on: Platform;
let builds: ReturnType<typeof compared>;
beforeEach(async () => {
  on = await platform({ batch: 2 });
  builds = compared(on);
});

describe('a build whose shots find their places', () => {
  const GRID = Array.from({ length: 12 }, (_, i): Placed => {
    const [row, col] = [Math.floor(i / 4), i % 4];
    return { x: 470 * col + ((7 * i) % 5), y: 380 * row + ((5 * i) % 7), planned: [470 * col, 380 * row], row, col };
  });
  /** As Calibrate would have left it: what it learns has tests of its own. */
  const learnt = async (ref: JobRef, changes: Partial<StoredCalibration> = {}) => {
    const { shots } = await readJson<PlanRequest>(on.work, planKey(ref.build, 'request.json'));
    const sample = shots.slice(0, 8).map(({ sha256 }) => sha256);
    const found = {
      boxes: [],
      animated: '',
      radius: 60,
      whole: true,
      estimator: ESTIMATOR_VERSION,
      attempt: 1,
      sample,
    };
    await writeJson(on.work, calibrationKey(ref.build), { ...found, ...changes } satisfies StoredCalibration);
    return ref;
  };
  const calibrationOf = ({ build }: JobRef) => findJson<StoredCalibration>(on.work, calibrationKey(build));
  const estimated = { exact: false };

  it('asks anew only what a changed shot is asked, and equals a build from nothing', async () => {
    const first = await learnt(await builds.build(GRID, estimated));
    const second = await builds.build(repainted(GRID, 5), estimated);
    expect(builds.workedOn('capture')).toEqual(['capture r1_c1']);
    // The shot itself, and those that it lies right of or below: both beside are sure, so that nobody looks across corners.
    expect(builds.workedOn('coords')).toHaveLength(3);
    const todo = await readLines<CoordsItem>(on.work, todoKey(second.build, 1, 'shots.jsonl'));
    const left = todo.find(({ row, col }) => row === 1 && col === 0)!;
    expect(left.known!.map(({ a, side }) => [a === left.id, side])).toEqual([
      [true, 'below'],
      [true, 'right-below'],
    ]);
    expect(await calibrationOf(second)).toMatchObject({ base: first.build, attempt: 1, radius: 60 });
    expect(builds.job(first)).toMatchObject({ capture_known: 0, coords_known: 0 });
    expect(builds.job(second)).toMatchObject({ capture_completed: 11, capture_known: 11, coords_known: 12 - 3 });
    const full = await builds.build(repainted(GRID, 5), { ...estimated, full: true });
    expect(builds.workedOn('coords')).toHaveLength(11);
    expect((await builds.positionsOf(second)).shots.map(({ position, estimated }) => [position, estimated])).toEqual(
      (await builds.positionsOf(full)).shots.map(({ position, estimated }) => [position, estimated]),
    );
    await builds.expectEqual(second, full);
  });

  it.each([
    ['more than a fifth of the shots are others', {}, () => repainted(repainted(repainted(GRID, 9), 10), 11), {}],
    ['its sample was of others', { sample: ['a', 'b'] }, () => repainted(GRID, 5), {}],
    ['other boxes are given', {}, () => repainted(GRID, 5), { boxes: [[0, 0, 640, 8]] }],
    ['another estimator learnt it', { estimator: ESTIMATOR_VERSION - 1 }, () => repainted(GRID, 5), {}],
  ])('asks all anew when %s', async (_, changes, places, options) => {
    await learnt(await builds.build(GRID, estimated), changes);
    const second = await builds.build(places(), { ...estimated, ...options });
    expect(await calibrationOf(second)).toBeUndefined();
    expect(builds.workedOn('coords')).toHaveLength(11);
  });

  it('asks all anew when the shots of the base cannot be read', async () => {
    const first = await learnt(await builds.build(GRID, estimated));
    await on.work.put(planKey(first.build, 'shots.jsonl'), '{"id": "shot_', { contentType: 'application/jsonl' });
    const second = await builds.build(repainted(GRID, 5), estimated);
    expect(await calibrationOf(second)).toBeUndefined();
    expect(builds.workedOn('coords')).toHaveLength(11);
    await builds.expectEqual(second, await builds.build(repainted(GRID, 5), { ...estimated, full: true }));
  });

  it('does not mix with what an attempt before has learnt itself', async () => {
    const first = await builds.build(GRID, estimated);
    const ref = await newBuild(on, repainted(GRID, 5), estimated);
    await learnt(first);
    await learnt(ref);
    await builds.run(ref);
    expect(await calibrationOf(ref)).not.toHaveProperty('base');
    expect(builds.workedOn('coords')).toHaveLength(11);
  });

  it('takes no captures over whose small copies are wanted, or whose files are gone', async () => {
    await builds.build(GRID, estimated);
    await builds.build(GRID, { ...estimated, keep_shots: false, save_data_id: 'for once' });
    expect(builds.workedOn('capture')).toHaveLength(12);
    const request = await upload(on, GRID, estimated);
    const gone = `screenshots/${on.map}/${request.shots[2]!.screenshot_id}`;
    await createJob({ ...request, save_data_id: 'gone' }, ada.sub, on);
    on.work.objects.delete(gone);
    on.worked.length = 0;
    await expect(builds.run(on.started.at(-1)!)).rejects.toThrow();
    expect(builds.workedOn('capture')).toEqual(['capture r0_c2']);
  });

  it('remakes what a correction by hand touches, and equals a build from nothing', async () => {
    const first = await learnt(await builds.build(GRID, estimated));
    const { shots } = await builds.positionsOf(first);
    const shot = shots.at(-1)!;
    const corrections = [{ screenshot_id: shot.id as `shot_${string}`, position: [shot.position[0] - 6, 700] as XY }];
    await correctShots({ map: on.map, build: first.build }, { shots: corrections }, ada, on);
    const corrected = await builds.run(on.started.at(-1)!);
    expect([builds.workedOn('capture'), builds.workedOn('coords')]).toEqual([[], []]);
    const { created, copied } = await builds.counted(corrected);
    expect(created).toBeLessThan(created + copied);
    const {
      options,
      shots: asked,
      save_data_id,
    } = await readJson<PlanRequest>(on.work, planKey(corrected.build, 'request.json'));
    const plain = asked.map(({ screenshot_id, name, row, col, nominal, fixed }) => ({
      ...{ screenshot_id, name, row, col, nominal },
      ...(fixed && { fixed }),
    }));
    await createJob({ game_id: on.map, save_data_id, ...options, shots: plain, full: true }, ada.sub, on);
    const full = await builds.run(on.started.at(-1)!);
    expect(full.build).not.toBe(corrected.build);
    await builds.expectEqual(corrected, full);
  });
});
