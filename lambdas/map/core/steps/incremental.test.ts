/** Builds on top of the one that the map shows: they take over what is the same, and equal a build from nothing. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  blockReportKey,
  buildPrefix,
  calibrationKey,
  planKey,
  positionsKey,
  tilesPrefix,
  todoKey,
  topReportKey,
} from '../../keys.ts';
import type { XY } from '../../placement.ts';
import type { BlockReport, CoordsItem, JobRef, PlanRequest, Positions, StoredCalibration } from '../../workflow.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { findJson, readJson, readLines, writeJson } from '../files.ts';
import { correctShots } from '../jobs/correct-shots.ts';
import { createJob } from '../jobs/create-job.ts';
import { countStored } from '../tiling/take-over.ts';
import { landscape } from '../tiling/world.fixture.ts';
import { ada, buildAndPublish, newBuild, type Placed, type Platform, platform, upload } from './build.fixture.ts';

/** Nine tiles in a row, in three blocks: there are levels above them. */
const ROW = Array.from({ length: 8 }, (_, i): Placed => ({ x: 500 * i, y: 0, height: 512 }));
/** The fourth shot shows something else. */
const repainted = (places: Placed[], index = 3) =>
  places.map(
    (place, i): Placed =>
      i === index ? { ...place, pixels: landscape({ x: 7, y: 9000, width: 640, height: place.height ?? 520 }) } : place,
  );

let on: Platform;
beforeEach(async () => {
  on = await platform({ batch: 2 });
});
const job = ({ job_id }: JobRef) => on.jobs.rows.get(job_id)!;
const run = async (ref: JobRef) => {
  on.worked.length = 0;
  await buildAndPublish(on, ref);
  // As the state machine's last state does.
  on.jobs.rows.set(ref.job_id, { ...job(ref), status: 'completed' });
  return ref;
};
const build = async (places: Placed[], options: object = {}) =>
  run(await newBuild(on, places, { format: 'webp', ...options }));
/** What the state machine would have counted. */
const counted = async ({ build }: JobRef) => {
  const keys = [...on.work.objects.keys()].filter((key) => key.startsWith(`${buildPrefix(build)}tiles/`));
  const counts = await Promise.all(
    keys.map(async (key) => countStored(await readJson<BlockReport>(on.work, key), build)),
  );
  const sum = (what: 'created' | 'copied') => counts.reduce((all, count) => all + count[what], 0);
  return { created: sum('created'), copied: sum('copied') };
};
const tilesOf = (ref: JobRef) => {
  const prefix = tilesPrefix(ref.map_id, ref.build);
  const own = [...on.tiles.objects].filter(([key]) => key.startsWith(prefix) && !key.endsWith('map.json'));
  return new Map(
    own.map(([key, { body, headers }]) => [key.slice(prefix.length), { body: Buffer.from(body), headers }]),
  );
};
const coverageOf = async ({ map_id, build }: JobRef) => {
  const {
    name: _,
    build: __,
    previous: ___,
    madeAt: ____,
    ...rest
  } = await readJson<Record<string, unknown>>(on.tiles, `${tilesPrefix(map_id, build)}map.json`);
  return rest;
};
const positionsOf = ({ build }: JobRef) => readJson<Positions>(on.work, positionsKey(build));
const workedOn = (stage: string) => on.worked.filter((item) => item.startsWith(`${stage} `));
const reportsOf = async ({ build }: JobRef) => {
  const keys = [...['0_0', '1_0', '2_0'].map((id) => blockReportKey(build, id)), topReportKey(build)];
  return Promise.all(keys.map((key) => readJson<BlockReport>(on.work, key)));
};
/** Everything that somebody can see of two builds, tile by tile. */
async function expectEqual(one: JobRef, other: JobRef) {
  expect(tilesOf(one)).toEqual(tilesOf(other));
  expect(await coverageOf(one)).toEqual(await coverageOf(other));
}

describe('a build of which one shot changed', () => {
  it('makes the tiles that show it, and those above them, and equals a build from nothing', async () => {
    const first = await build(ROW);
    const second = await build(repainted(ROW));
    expect(workedOn('capture')).toEqual(['capture r0_c3']);
    // Between 1,570 and 2,070 px it is nearest: tiles 3 and 4, and what lies above: of the first block two levels, of the second two.
    expect(await counted(second)).toEqual({ created: 2 + 2 + 2 + 2, copied: tilesOf(second).size - 8 });
    const full = await build(repainted(ROW), { full: true });
    expect(await counted(full)).toEqual({ created: tilesOf(full).size, copied: 0 });
    await expectEqual(second, full);

    const lineage = (await reportsOf(second)).flatMap((report) => Object.entries(report.lineage!));
    const made = lineage.filter(([, { made_in }]) => made_in === second.build).map(([name]) => name);
    expect(made.toSorted()).toEqual(['0/0/0', '1/0/0', '2/0/0', '2/1/0', '3/1/0', '3/2/0', '4/3/0', '4/4/0']);
    expect(new Set(lineage.map(([, { made_in }]) => made_in))).toEqual(new Set([first.build, second.build]));
  });

  it('remembers who made a tile over several builds', async () => {
    const first = await build(ROW);
    await build(repainted(ROW));
    const third = await build(repainted(repainted(ROW), 7));
    const [block] = await reportsOf(third);
    expect(block!.lineage!['4/0/0']?.made_in).toBe(first.build);
  });

  it('is made of nothing new when the same files were uploaded again', async () => {
    const first = await build(ROW);
    const second = await build(ROW, { save_data_id: 'again' });
    expect(on.worked.filter((item) => !item.startsWith('cleanup') && !item.startsWith('tile'))).toEqual([]);
    expect(await counted(second)).toEqual({ created: 0, copied: tilesOf(first).size });
    await expectEqual(second, first);
  });

  it('keeps its tiles when the world grows by a level, one farther down', async () => {
    const first = await build(ROW);
    const more = Array.from({ length: 18 }, (_, i): Placed => ({ x: 500 * i, y: 0, height: 512 }));
    const grown = await build(more);
    expect((await positionsOf(grown)).max_zoom).toBe((await positionsOf(first)).max_zoom + 1);
    expect((await counted(grown)).copied).toBeGreaterThan(8);
    await expectEqual(grown, await build(more, { full: true }));
    const shrunk = await build(ROW, { save_data_id: 'small again' });
    expect((await counted(shrunk)).copied).toBeGreaterThan(8);
    await expectEqual(shrunk, first);
  });

  it('takes nothing over in another format or quality', async () => {
    await build(ROW);
    expect(await counted(await build(ROW, { quality: 70 }))).toMatchObject({ copied: 0 });
    expect(await counted(await build(ROW, { format: 'png' }))).toMatchObject({ copied: 0 });
  });
});

describe('a base that is not what it was', () => {
  const second = async (spoil: (base: JobRef) => Promise<unknown>) => {
    const base = await build(ROW);
    await spoil(base);
    const ref = await build(repainted(ROW));
    await expectEqual(ref, await build(repainted(ROW), { full: true }));
    return counted(ref);
  };
  const removeBelow = async (store: Platform['work'], prefix: string) => {
    for (const key of [...store.objects.keys()]) if (key.startsWith(prefix)) store.objects.delete(key);
  };

  it('is made anew where its tiles are gone', async () => {
    const made = await second((base) => removeBelow(on.tiles, `${tilesPrefix(base.map_id, base.build)}4/`));
    expect(made.created).toBe(8 + 7);
  });

  it('is made anew when everything of it is gone', async () => {
    const made = await second(async (base) => {
      await removeBelow(on.tiles, tilesPrefix(base.map_id, base.build));
      const shots = await readJson<Positions>(on.work, positionsKey(base.build));
      await removeBelow(on.work, buildPrefix(base.build));
      // What the map shows of its places is asked by others, too.
      await writeJson(on.work, positionsKey(base.build), shots);
    });
    expect(made.copied).toBe(0);
  });

  it('is made anew where its reports are of before, damaged, or their tops are gone', async () => {
    const made = await second(async ({ build }) => {
      const { lineage: _, ...before } = await readJson<BlockReport>(on.work, blockReportKey(build, '0_0'));
      await writeJson(on.work, blockReportKey(build, '0_0'), before);
      await on.work.put(topReportKey(build), '{"block', { contentType: 'application/json' });
      on.work.objects.delete(`builds/${build}/tops/2_0.png`);
    });
    // All of the first block and above; of the second what shows the shot; of the last nothing but its top, which is no tile.
    expect(made).toEqual({ created: 7 + 3 + 3, copied: 4 + 3 });
  });
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
    const first = await learnt(await build(GRID, estimated));
    const second = await build(repainted(GRID, 5), estimated);
    expect(workedOn('capture')).toEqual(['capture r1_c1']);
    // The shot itself, and those that it lies right of or below: both beside are sure, so that nobody looks across corners.
    expect(workedOn('coords')).toHaveLength(3);
    const todo = await readLines<CoordsItem>(on.work, todoKey(second.build, 1, 'shots.jsonl'));
    const left = todo.find(({ row, col }) => row === 1 && col === 0)!;
    expect(left.known!.map(({ a, side }) => [a === left.id, side])).toEqual([
      [true, 'below'],
      [true, 'right-below'],
    ]);
    expect(await calibrationOf(second)).toMatchObject({ base: first.build, attempt: 1, radius: 60 });
    expect(job(second)).toMatchObject({ capture_completed: 11, coords_completed: 12 - 3 });
    const full = await build(repainted(GRID, 5), { ...estimated, full: true });
    expect(workedOn('coords')).toHaveLength(11);
    expect((await positionsOf(second)).shots.map(({ position, estimated }) => [position, estimated])).toEqual(
      (await positionsOf(full)).shots.map(({ position, estimated }) => [position, estimated]),
    );
    await expectEqual(second, full);
  });

  it.each([
    ['more than a fifth of the shots are others', {}, () => repainted(repainted(repainted(GRID, 9), 10), 11), {}],
    ['its sample was of others', { sample: ['a', 'b'] }, () => repainted(GRID, 5), {}],
    ['other boxes are given', {}, () => repainted(GRID, 5), { boxes: [[0, 0, 640, 8]] }],
    ['another estimator learnt it', { estimator: ESTIMATOR_VERSION - 1 }, () => repainted(GRID, 5), {}],
  ])('asks all anew when %s', async (_, changes, places, options) => {
    await learnt(await build(GRID, estimated), changes);
    const second = await build(places(), { ...estimated, ...options });
    expect(await calibrationOf(second)).toBeUndefined();
    expect(workedOn('coords')).toHaveLength(11);
  });

  it('does not mix with what an attempt before has learnt itself', async () => {
    const first = await build(GRID, estimated);
    const ref = await newBuild(on, repainted(GRID, 5), estimated);
    await learnt(first);
    await learnt(ref);
    await run(ref);
    expect(await calibrationOf(ref)).not.toHaveProperty('base');
    expect(workedOn('coords')).toHaveLength(11);
  });

  it('takes no captures over whose small copies are wanted, or whose files are gone', async () => {
    await build(GRID, estimated);
    await build(GRID, { ...estimated, keep_shots: false, save_data_id: 'for once' });
    expect(workedOn('capture')).toHaveLength(12);
    const request = await upload(on, GRID, estimated);
    const gone = `screenshots/${on.map}/${request.shots[2]!.screenshot_id}`;
    await createJob({ ...request, save_data_id: 'gone' }, ada.sub, on);
    on.work.objects.delete(gone);
    on.worked.length = 0;
    await expect(run(on.started.at(-1)!)).rejects.toThrow();
    expect(workedOn('capture')).toEqual(['capture r0_c2']);
  });

  it('remakes what a correction by hand touches, and equals a build from nothing', async () => {
    const first = await learnt(await build(GRID, estimated));
    const { shots } = await positionsOf(first);
    const shot = shots.at(-1)!;
    const corrections = [{ screenshot_id: shot.id as `shot_${string}`, position: [shot.position[0] - 6, 700] as XY }];
    await correctShots({ map: on.map, build: first.build }, { shots: corrections }, ada, on);
    const corrected = await run(on.started.at(-1)!);
    expect([workedOn('capture'), workedOn('coords')]).toEqual([[], []]);
    const { created, copied } = await counted(corrected);
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
    const full = await run(on.started.at(-1)!);
    expect(full.build).not.toBe(corrected.build);
    await expectEqual(corrected, full);
  });
});

describe('asked to be full', () => {
  it('is built though the same inputs are shown, unless what is shown was built so', async () => {
    await build(ROW);
    const request = await upload(on, repainted(ROW), { format: 'webp' });
    await createJob(request, ada.sub, on);
    await run(on.started.at(-1)!);
    expect(await createJob(request, ada.sub, on)).toMatchObject({ unchanged: true });
    expect(await createJob({ ...request, full: true }, ada.sub, on)).toMatchObject({ unchanged: false });
    await run(on.started.at(-1)!);
    expect(await createJob({ ...request, full: true }, ada.sub, on)).toMatchObject({ unchanged: true });
  });
});
