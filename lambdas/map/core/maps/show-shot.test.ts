import { beforeEach, describe, expect, it } from 'vitest';
import { positionsKey } from '../../keys.ts';
import { ShotDetail, ShotsAnswer } from '../../shot-schemas.ts';
import type { BuildPair, Positions } from '../../workflow.ts';
import { readJson, writeJson } from '../files.ts';
import { writePairs } from '../pair-bands.ts';
import { ada, buildAndPublish, capture, locate, newBuild, type Platform, platform } from '../steps/build.fixture.ts';
import { listShots } from './list-shots.ts';
import { type ShowShotTools, showShot } from './show-shot.ts';

const PLACES = [
  { x: 0, y: 0 },
  { x: 500, y: 20 },
];
const LATTICE = {
  lattice: [
    [32, 16],
    [-32, 16],
  ],
} satisfies Partial<BuildPair>;
let on: Platform & Pick<ShowShotTools, 'pictureUrls' | 'stored'>;
beforeEach(async () => {
  const made = await platform();
  const pictureUrls = { sign: async (key: string) => `https://bucket.test/${key}?signed` };
  on = { ...made, pictureUrls, stored: { has: async (key) => made.work.objects.has(key) } };
});
/** As a build of estimated positions: with boxes and with what the two shots say of each other. */
async function located(changes: Partial<BuildPair> = {}) {
  const ref = await newBuild(on, PLACES);
  await capture(on, ref);
  await locate(on, ref);
  const positions = await readJson<Positions>(on.work, positionsKey(ref.build));
  const [a, b] = positions.shots.map(({ id }) => id) as [string, string];
  const shots = positions.shots.map((shot) => {
    const estimated: [number, number] = [shot.position[0] + 0.123, shot.position[1]];
    return { ...shot, estimated, confidence: 0.123456, residual: 0.126 };
  });
  await writeJson(on.work, positionsKey(ref.build), { ...positions, boxes: [[0, 0, 640, 22]], shots });
  const pair: BuildPair = {
    ...{ a, b, side: 'right', offset: [500, 20.5], residual: 0.504, used: true, confidence: 0.97, reason: 'sure' },
    ...LATTICE,
    ...changes,
  };
  await writePairs(ref.build, [a, b], [pair], on.work);
  const show = (screenshot_id: string, caller = ada) =>
    showShot({ map: on.map, build: ref.build, screenshot_id }, caller, on);
  return { ref, a, b, show };
}

describe('showShot', () => {
  it('tells what a shot and its neighbour say of each other, seen from either', async () => {
    const { ref, a, b, show } = await located();
    const picture = (id: string) => `https://bucket.test/screenshots/${on.map}/${id}?signed`;
    const pair = { residual: 0.5, confidence: 0.97, reason: 'sure', used: true, ...LATTICE };
    const first = await show(a);
    expect(first).toMatchObject({
      ...{
        map: on.map,
        build: ref.build,
        screenshot_id: a,
        name: 'r00_c00.png',
        position: [0, 0],
        estimated: [0.12, 0],
        reason: 'given',
      },
      ...{
        confidence: 0.1235,
        residual: 0.13,
        width: 640,
        height: 520,
        picture_url: picture(a),
        expires_in: 900,
        removed: false,
      },
    });
    expect(first.pairs).toEqual([
      {
        ...{ ...pair, side: 'right', offset: [500, 20.5] },
        neighbour: {
          ...{ screenshot_id: b, name: 'r00_c01.png', row: 0, col: 1, position: [500, 20] },
          ...{ confidence: 0.1235, picture_url: picture(b) },
        },
      },
    ]);
    const second = await show(b);
    expect(second.pairs).toMatchObject([
      { ...pair, side: 'left', offset: [-500, -20.5], neighbour: { name: 'r00_c00.png' } },
    ]);
    expect(ShotDetail.shape.pairs.safeParse(second.pairs).error?.issues.map(({ path }) => path)).toEqual([
      // Ids of this memory are shorter.
      [0, 'neighbour', 'screenshot_id'],
    ]);
  });

  it.each([
    ['right', 'left'],
    ['below', 'above'],
    ['right-below', 'left-above'],
    ['left-below', 'right-above'],
  ] as const)('a shot that lies %s of another has it %s', async (side, back) => {
    const { a, b, show } = await located({ side, offset: null, residual: null, used: false, reason: 'flat' });
    expect((await show(a)).pairs).toMatchObject([{ side, offset: null, residual: null }]);
    expect((await show(b)).pairs).toMatchObject([{ side: back, offset: null, residual: null }]);
  });

  it('has a copy of half the size of a screenshot that went after publishing', async () => {
    const ref = await newBuild(on, PLACES, { keep_shots: false });
    await buildAndPublish(on, ref);
    const { shots } = await readJson<Positions>(on.work, positionsKey(ref.build));
    const detail = await showShot({ map: on.map, build: ref.build, screenshot_id: shots[0]!.id }, ada, on);
    const key = `builds/${ref.build}/previews/${shots[0]!.id}.webp`;
    expect(detail).toMatchObject({ picture_url: `https://bucket.test/${key}?signed`, removed: true, pairs: [] });
    expect(await on.pictures.measure((await on.work.get(key))!)).toEqual({ width: 320, height: 260 });
    expect(await on.work.get(shots[0]!.key)).toBeUndefined();
    await on.work.delete(key);
    expect(await showShot({ map: on.map, build: ref.build, screenshot_id: shots[0]!.id }, ada, on)).toMatchObject({
      ...{ picture_url: null, removed: true },
    });
  });

  it('keeps no copies of screenshots that stay', async () => {
    await buildAndPublish(on, await newBuild(on, PLACES));
    expect([...on.work.objects.keys()].filter((key) => key.includes('/previews/'))).toEqual([]);
  });

  it('is for the owner, and for shots of the build', async () => {
    const { a, show } = await located();
    await expect(show(a, { sub: 'ben', scopes: [] })).rejects.toMatchObject({ status: 404 });
    await expect(show('shot_none')).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('screenshot'),
    });
    const { build } = await newBuild(on, PLACES, { save_data_id: 'other' });
    await expect(showShot({ map: on.map, build, screenshot_id: a }, ada, on)).rejects.toMatchObject({
      code: 'no_positions',
    });
    await expect(showShot({ map: on.map, build: 'none', screenshot_id: a }, ada, on)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

it('the list of shots says what is known of each, and where the interface is', async () => {
  const { ref, a } = await located();
  const list = await listShots({ map: on.map, build: ref.build }, undefined, on);
  expect(ShotsAnswer.shape.boxes.parse(list.boxes)).toEqual([[0, 0, 640, 22]]);
  expect(list.shots[0]).toMatchObject({ screenshot_id: a, confidence: 0.1235, residual: 0.13 });
  const given = await newBuild(on, PLACES, { save_data_id: 'other' });
  await capture(on, given);
  await locate(on, given);
  const plain = await listShots({ map: on.map, build: given.build }, undefined, on);
  expect(plain).toMatchObject({ boxes: [], shots: [{ residual: null }, { residual: null }] });
});
