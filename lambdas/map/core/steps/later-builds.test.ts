/** Builds of a map that shows one already, whose shots find their places. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { XY } from '../../placement.ts';
import { correctShots } from '../jobs/correct-shots.ts';
import { createJob } from '../jobs/create-job.ts';
import { countTiles } from '../tiling/pyramid.ts';
import {
  ada,
  BESIDE_THEIR_PLAN,
  buildAndPublish,
  capture,
  locate,
  newBuild,
  type Placed,
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

describe('a later build of the same plan', () => {
  it('stays in the first one’s frame, and cuts off what reaches out of it', async () => {
    const first = await estimated();
    await buildAndPublish(on, first);
    const moved = BESIDE_THEIR_PLAN.map((place, i): Placed => ({ ...place, x: place.x + [-9, 3, 3, 3][i]! }));
    const second = await estimated(moved, { save_data_id: 'later' });
    await buildAndPublish(on, second);
    const [before, after] = [await positionsOf(on, first), await positionsOf(on, second)];
    expect(after.origin).toEqual(before.origin);
    const shifts = after.shots.map(
      ({ position }, i) => position[0] - before.shots[i]!.position[0] - (moved[i]!.x - BESIDE_THEIR_PLAN[i]!.x),
    );
    expect(new Set(shifts).size).toBe(1);
    expect(Math.abs(shifts[0]!)).toBeLessThan(10);
    expect(after.shots[0]!.position[0]).toBeLessThan(0);
  });

  it('leaves what the map shows where it is when columns come to it, and when one of its shots is put elsewhere', async () => {
    const first = await estimated();
    await buildAndPublish(on, first);
    const shown = (await positionsOf(on, first)).shots;
    const more = [4, 5, 6, 7].map((i): Placed => ({ x: 497 * i, y: 20 + i, planned: [500 * i - 60, 0] }));
    const grown = await estimated([...BESIDE_THEIR_PLAN, ...more]);
    await buildAndPublish(on, grown);
    const now = await positionsOf(on, grown);
    expect(now.shots.slice(0, 4).map(({ position }) => position)).toEqual(shown.map(({ position }) => position));
    for (const { position, estimated } of now.shots) expect(estimated).toEqual(position);

    // The last of the row: nothing hangs on it.
    const put = now.shots.at(-1)!;
    const corrections = [{ screenshot_id: put.id as `shot_${string}`, position: [put.position[0] + 90, 7] as XY }];
    await correctShots({ map: on.map, build: grown.build }, { shots: corrections }, ada, on);
    const corrected = on.started.at(-1)!;
    await buildAndPublish(on, corrected);
    expect((await positionsOf(on, corrected)).shots.map(({ position }) => position)).toEqual(
      now.shots.map(({ position, id }) => (id === put.id ? corrections[0]!.position : position)),
    );
  });

  it('can be built again, and corrected, however far its plan drifts from where its shots are', async () => {
    // 10 px less from column to column than planned: the first of them is planned far left of where the map begins.
    const drifting = Array.from({ length: 44 }, (_, i): Placed => {
      return { x: 100 + 230 * i, y: 100, width: 320, height: 256, planned: [240 * i, 0] };
    });
    const request = await upload(on, drifting, { exact: false });
    await createJob(request, ada.sub, on);
    const first = on.started.at(-1)!;
    await buildAndPublish(on, first);
    const { origin, shots } = await positionsOf(on, first);
    expect(origin[0]).toBeGreaterThan(160);
    await createJob({ ...request, quality: 70 }, ada.sub, on);
    const second = on.started.at(-1)!;
    await capture(on, second);
    // By the plan 44 steps of 240 px, whatever the map shows.
    expect(jobOf(on, second).tile_total).toBe(countTiles({ width: 43 * 240 + 320, height: 256 }));
    await locate(on, second);
    expect((await positionsOf(on, second)).shots.map(({ position }) => position)).toEqual(
      shots.map(({ position }) => position),
    );

    const put = shots.at(-1)!;
    const corrections = [{ screenshot_id: put.id as `shot_${string}`, position: [put.position[0] - 3, 0] as XY }];
    await correctShots({ map: on.map, build: first.build }, { shots: corrections }, ada, on);
    const corrected = on.started.at(-1)!;
    await buildAndPublish(on, corrected);
    expect((await positionsOf(on, corrected)).shots.map(({ position }) => position)).toEqual(
      shots.map(({ position, id }) => (id === put.id ? corrections[0]!.position : position)),
    );
  });

  it('refuses shots that somebody puts farther out of it than a correction may, before anything is made', async () => {
    const request = await upload(on, BESIDE_THEIR_PLAN, { exact: false });
    await createJob(request, ada.sub, on);
    await buildAndPublish(on, on.started.at(-1)!);
    const [left] = on.maps.rows.get(on.map)!.origin!;
    const put = (x: number) => {
      const shots = request.shots.map((shot, i) => (i === 3 ? { ...shot, fixed: [x, 40] as XY } : shot));
      return createJob({ ...request, shots }, ada.sub, on);
    };
    await put(left - 321);
    await expect(capture(on, on.started.at(-1)!)).rejects.toMatchObject({ code: 'outside_map' });
    await put(left - 320);
    await expect(capture(on, on.started.at(-1)!)).resolves.toBeDefined();
  });

  it('lies where its plan says when that is right, whatever the map showed', async () => {
    const given = BESIDE_THEIR_PLAN.map(({ planned: _, ...place }) => place);
    await buildAndPublish(on, await newBuild(on, given));
    const later = await newBuild(
      on,
      given.map(({ x, y }) => ({ x: x + 40, y: y + 2 })),
    );
    await buildAndPublish(on, later);
    expect((await positionsOf(on, later)).shots.map(({ position }) => position)).toEqual(
      given.map(({ x, y }) => [x + 40, y + 2]),
    );
  });
});
