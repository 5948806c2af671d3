/** Two shots whose true offset lies at the edge of what is searched: inside of it, on it, and beyond. */
import { describe, expect, it } from 'vitest';
import { CASES, type CaseName } from '../../../../bench/cities/cases.ts';
import { planCity } from '../../../../bench/cities/plan-city.ts';
import { SURE_FROM } from '../../../../lib/limits.ts';
import { freshKernel } from '../../adapters/kernel/built-kernel.fixture.ts';
import type { XY } from '../../placement.ts';
import { calibrationSample } from '../neighbours/calibration-sample.ts';
import { calibrate } from './calibrate.ts';
import { cityOf } from './city.fixture.ts';
import { estimatePair } from './estimate-pair.ts';
import type { Finding } from './finding.ts';
import { makeMask, prepareShot } from './prepare-shot.ts';
import { apart, leastOverlap } from './windows.ts';

const kernel = await freshKernel();
const SHOT: XY = [400, 320];
/** px around the plan; across the overlap the least overlap ends it sooner, 56 px from the plan. */
const RADIUS = 64;
const INSIDE = [-40, -20, -5, 0];
const BEYOND = [4, 7, 10, 20];
/** Two places of each city. */
const CORNERS: XY[] = [[100, 100], [294, 222]]; // biome-ignore format: one line

/** What pairs say whose true offset lies so many px beyond the edge to each side (inside: below 0), and how far off that is. */
async function compared(name: CaseName, seed: number, steps: number[]) {
  const { items, tools } = await cityOf({ case: name, seed, shot: [400, 320], columns: 4, rows: 3 });
  const calibration = await calibrate(calibrationSample(items), {}, tools);
  const { slots, paint } = planCity(CASES[name], { seed, shot: [400, 320], columns: 4, rows: 3 });
  const mask = makeMask(kernel, ...SHOT, calibration);
  const strip = (at: XY, turn: number) =>
    prepareShot(kernel, { ...paint({ ...slots[0]!, true: at, turn }), channels: 3 }, mask);
  const all: { off: number; found: Finding; about: string }[] = [];
  for (const corner of CORNERS) {
    const a = strip(corner, 0);
    for (const { planned, offset } of steps.flatMap(offsetsAt)) {
      const b = strip([corner[0] + offset[0], corner[1] + offset[1]], 1);
      const found = estimatePair(kernel, a, b, planned, { radius: RADIUS, whole: calibration.whole });
      kernel.free(b);
      const [first] = found.offsets;
      all.push({ found, off: first ? apart(first.at, offset) : 0, about: `${name} at ${corner}, ${offset}` });
    }
    kernel.free(a);
  }
  kernel.free(mask.plane);
  expect(kernel.held()).toBe(0);
  return all;
}

/** Beside each other and below; too near, too far, and to either side. */
function offsetsAt(beyond: number): { planned: XY; offset: XY }[] {
  const plans: XY[] = [[300, 0], [0, 240]]; // biome-ignore format: one line
  return plans.flatMap((planned, across) =>
    [0, 1].flatMap((axis) =>
      [1, -1].map((sign) => {
        const room = SHOT[axis]! - leastOverlap(SHOT[axis]!, planned[axis]!) - planned[axis]!;
        const far = (axis === across && sign === 1 ? Math.min(RADIUS, room) : RADIUS) + beyond;
        // Somewhere beside the plan in the other direction, too: that a px is the plan's tells nothing.
        const aside = ((beyond * 7) % 11) - 5;
        const offset: XY =
          axis === 0 ? [planned[0] + sign * far, planned[1] + aside] : [planned[0] + aside, planned[1] + sign * far];
        return { planned, offset };
      }),
    ),
  );
}

const isRight = ({ off, found }: { off: number; found: Finding }) => found.reason === 'sure' && off <= 1;
const wrong = (all: Awaited<ReturnType<typeof compared>>) =>
  all
    .filter(({ off, found }) => found.reason === 'sure' && off > 1)
    .map(({ about, found }) => `${about}: ${found.offsets[0]!.at}, ${found.confidence}`);

describe.each([
  ['plain', 1],
  ['light', 1],
  ['fractional', 2],
  ['flowing-water', 3],
  ['still-water', 3],
] as const)('in the city %s, seed %d', (name, seed) => {
  it('nothing wrong is sure where the truth lies beyond what is searched', { timeout: 60_000 }, async () => {
    expect(wrong(await compared(name, seed, BEYOND))).toEqual([]);
  });
});

it('takes no repeated house for the truth that lies beyond', { timeout: 60_000 }, async () => {
  const all = await compared('odd-houses', 2, BEYOND);
  // One that fits as well as the truth and lies where it may: nobody can tell, so it is fairly sure at most.
  for (const { found, off, about } of all) if (off > 1) expect(found.confidence, about).toBeLessThan(SURE_FROM);
});

it('is as sure as anywhere where the truth lies inside, however near to the edge', { timeout: 60_000 }, async () => {
  const all = await compared('plain', 1, INSIDE);
  expect(wrong(all)).toEqual([]);
  // Of 64: as many as when nothing beyond was looked at.
  expect(all.filter((one) => isRight(one) && one.found.confidence >= SURE_FROM).length).toBe(62);
});
