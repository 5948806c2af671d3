import { expect, it } from 'vitest';
import { cornerOf, refuseOutside, tileCornerOf, worldOf } from './world.ts';

const at = (x: number, y: number) => ({ name: `${x}`, at: [x, y] as [number, number], width: 100, height: 80 });
const pictures = [at(-3, 20), at(90, 5)];

it('spans all pictures from its origin', () => {
  expect(cornerOf(pictures)).toEqual([-3, 5]);
  expect(tileCornerOf(pictures)).toEqual([-512, 0]);
  expect(worldOf(pictures, [-3, 5])).toEqual({ origin: [-3, 5], width: 193, height: 95 });
});

it('refuses what begins outside, but for less than half a picture where places are estimated', () => {
  const world = worldOf(pictures, [0, 0]);
  expect(() => refuseOutside(pictures, world, { exact: true })).toThrow(/begin before it: -3 at \(-3, 20\)\./);
  expect(() => refuseOutside(pictures, world, { exact: false })).not.toThrow();
  expect(() => refuseOutside([at(-50, -40)], world, { exact: false })).not.toThrow();
  expect(() => refuseOutside([at(0, -41)], world, { exact: false })).toThrow(/0 at \(0, -41\)/);
});
