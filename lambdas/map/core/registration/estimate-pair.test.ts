import { expect, it } from 'vitest';
import { seeded } from '../../../../local/seeded.ts';
import { freshKernel } from '../../adapters/kernel/built-kernel.fixture.ts';
import type { Box, XY } from '../../placement.ts';
import type { Pixels } from '../../ports/pictures.ts';
import { estimatePair } from './estimate-pair.ts';
import { makeMask, prepareShot } from './prepare-shot.ts';
import { fill, lit, type Rgb, shoot, town, type World } from './scenes.fixture.ts';

const kernel = await freshKernel();
const LIMITS = { radius: 64, whole: true };
/** Of shots of 320 x 256 px: an overlap of 80 px. */
const PLANNED: XY = [240, 0];
const at: XY = [200, 200];
const right = ([x, y]: XY): XY => [at[0] + PLANNED[0] + x, at[1] + PLANNED[1] + y];

function compare(a: Pixels, b: Pixels, { boxes = [], limits = LIMITS, planned = PLANNED }: Wishes = {}) {
  const mask = makeMask(kernel, a.width, a.height, { boxes, animated: '' });
  const strips = [prepareShot(kernel, a, mask), prepareShot(kernel, b, mask)] as const;
  const found = estimatePair(kernel, ...strips, planned, limits);
  kernel.free(...strips, mask.plane);
  expect(kernel.held()).toBe(0);
  return found;
}
type Wishes = { boxes?: Box[]; limits?: { radius: number; whole: boolean }; planned?: XY };
const offset = (error: XY): XY => [PLANNED[0] + error[0], PLANNED[1] + error[1]];

it('finds any whole offset within the radius exactly, in any light', () => {
  const chance = seeded(7);
  const between = (least: number, most: number) => least + Math.floor(chance() * (most - least + 1));
  for (let seed = 1; seed <= 30; seed++) {
    const error: XY = [between(-40, 40), between(-60, 60)];
    const world = town(seed);
    const gain = 0.7 + 0.4 * chance();
    const light: Rgb = [gain, gain * (0.95 + 0.1 * chance()), gain];
    const found = compare(shoot(world, at), lit(shoot(world, right(error)), seed % 2 ? [1, 1, 1] : light));
    expect(found, `${error} in ${light}`).toMatchObject({ reason: 'sure', sigma: 0, offsets: [{ at: offset(error) }] });
    expect(found.confidence).toBeGreaterThanOrEqual(0.85);
  }
});

it('is not held by an interface that both shots show at the same place', () => {
  const world = town(3);
  const bar: Box = [0, 0, 320, 60];
  const shots = [at, right([17, -9])].map((place) => {
    const pixels = shoot(world, place);
    fill(pixels, [0, 0], [320, 60], (x, y) => ((x * 7 + y * 13) % 29 < 14 ? [230, 220, 180] : [40, 30, 20]));
    return pixels;
  });
  expect(compare(shots[0]!, shots[1]!, { boxes: [bar] })).toMatchObject({
    reason: 'sure',
    offsets: [{ at: [257, -9] }],
  });
});

it('says where a pair lies between whole px', () => {
  const world = town(5);
  // The mean of two neighbours: half a pixel to the right.
  const half = shoot(world, right([4, 3]), [321, 256]);
  const b = shoot(world, right([4, 3]));
  for (let y = 0; y < 256; y++) {
    for (let x = 0; x < 960; x++) {
      b.data[y * 960 + x] = Math.round((half.data[y * 963 + x]! + half.data[y * 963 + x + 3]!) / 2);
    }
  }
  const found = compare(shoot(world, at), b, { limits: { radius: 64, whole: false } });
  expect(found.reason).toBe('sure');
  expect(found.offsets[0]!.at[0]).toBeCloseTo(244.5, 1);
  expect(found.offsets[0]!.at[1]).toBeCloseTo(3, 1);
  expect(found.sigma).toBeGreaterThan(0);
});

/** Houses in rows, each like the others. */
function estate(): World {
  const world: World = { width: 900, height: 700, data: new Uint8Array(900 * 700 * 3).fill(110) };
  for (let y = 0; y < 700; y += 24) {
    for (let x = 0; x < 900; x += 32) {
      fill(world, [x + 4, y + 4], [20, 12], () => [200, 90, 60]);
      fill(world, [x + 10, y + 7], [6, 5], () => [240, 240, 200]);
    }
  }
  return world;
}

it('leaves open what repeats, names places that fit, and the lattice on which they lie', () => {
  const world = estate();
  const found = compare(shoot(world, at), shoot(world, right([3, -2])));
  expect(found).toMatchObject({
    reason: 'ambiguous',
    lattice: [
      [0, 24],
      [32, 0],
    ],
  });
  expect(found.confidence).toBeLessThanOrEqual(0.3);
  expect(found.offsets).toHaveLength(4);
  // Of those that fit the nearest to the plan comes first.
  expect(found.offsets[0]).toEqual({ at: offset([3, -2]), score: 1 });
});

it('takes a single odd house in the overlap for what it is', () => {
  const world = estate();
  fill(world, [at[0] + 250, at[1] + 120], [22, 18], () => [60, 60, 220]);
  const found = compare(shoot(world, at), shoot(world, right([3, -2])));
  expect(found).toMatchObject({ reason: 'sure', offsets: [{ at: offset([3, -2]) }] });
});

it('says when there is nothing to compare', () => {
  const lawn: World = { width: 900, height: 700, data: new Uint8Array(900 * 700 * 3).fill(90) };
  expect(compare(shoot(lawn, at), shoot(lawn, right([0, 0])))).toEqual({
    reason: 'flat',
    offsets: [],
    confidence: 0,
    sigma: 0,
  });
});

it('says when the pictures fit nowhere, or are the same one', () => {
  expect(compare(shoot(town(1), at), shoot(town(2), at))).toMatchObject({
    reason: 'different',
    offsets: [],
    confidence: 0,
  });
  const shot = shoot(town(1), at);
  expect(compare(shot, shot)).toMatchObject({ reason: 'same_picture', offsets: [], confidence: 0 });
});

it('says when the plan lets them overlap too little', () => {
  const world = town(1);
  const found = compare(shoot(world, at), shoot(world, at), { planned: [400, 0], limits: { radius: 48, whole: true } });
  expect(found).toMatchObject({ reason: 'no_overlap', offsets: [] });
});

it('a window over half of the overlap hides half of it, and no more', () => {
  const world = town(9);
  const b = shoot(world, right([-12, 8]));
  fill(b, [0, 0], [92, 120], () => [225, 220, 210]);
  expect(compare(shoot(world, at), b)).toMatchObject({ reason: 'sure', offsets: [{ at: offset([-12, 8]) }] });
});
