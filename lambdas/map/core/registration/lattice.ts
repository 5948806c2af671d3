import type { XY } from '../../placement.ts';
import type { Tried } from './scene.ts';
import { apart, minus, plus } from './windows.ts';

/** Nothing that a game repeats is smaller, px; a plain surface fits wherever it is moved by less. */
const SHORTEST = 6;
/** Candidates nearer to each other than this are one. */
export const SAME_PLACE = 2;

/** Places that content which repeats would fit as well: the best candidates, moved by the differences between good ones. */
export function proposals(good: Tried[], planned: XY, most: number): XY[] {
  const places = good.map(({ at }) => at);
  const found: XY[] = [];
  for (const base of places.slice(0, 3)) {
    for (const one of places) {
      for (const other of places) {
        const at = plus(base, minus(one, other));
        const isNew = ![...places, ...found].some((known) => apart(known, at) <= SAME_PLACE);
        if (isNew) found.push(at);
      }
    }
  }
  return found.sort((a, b) => apart(a, planned) - apart(b, planned)).slice(0, most);
}

/**
 * Two vectors that explain how places which fit equally well lie: the shortest difference, and the shortest that is not along it.
 * @returns undefined unless three places or more lie on them
 */
export function latticeOf(places: XY[]): [XY, XY] | undefined {
  if (places.length < 3) return undefined;
  const differences = places.flatMap((one, index) =>
    places.slice(index + 1).map((other) => upright(minus(one, other))),
  );
  differences.sort((a, b) => length(a) - length(b) || a[0] - b[0] || a[1] - b[1]);
  const first = differences[0];
  const second =
    first && differences.find((vector) => Math.abs(cross(first, vector)) > 0.2 * length(first) * length(vector));
  if (!first || !second || length(first) < SHORTEST) return undefined;
  const basis: [XY, XY] = [first, second];
  const base = places[0]!;
  const onIt = places.filter((place) => isOn(minus(place, base), basis));
  return onIt.length >= Math.max(3, 0.7 * places.length) ? basis : undefined;
}

/** Steps along a lattice that are gone from each place: the radius is seldom more than this many of them. */
const STEPS = 8;

/** Places of the lattice nearest to where somebody looks, on both sides of `base`, itself left out. */
export function placesOn([u, v]: [XY, XY], base: XY, near: XY, most: number): XY[] {
  const steps = Array.from({ length: 2 * STEPS + 1 }, (_, index) => index - STEPS);
  const all = steps.flatMap((i) =>
    steps.map((j): XY => [base[0] + i * u[0] + j * v[0], base[1] + i * u[1] + j * v[1]]),
  );
  const others = all.filter((place) => apart(place, base) > 0);
  return others.sort((a, b) => apart(a, near) - apart(b, near)).slice(0, most);
}

const length = ([x, y]: XY): number => Math.hypot(x, y);
const cross = (a: XY, b: XY): number => a[0] * b[1] - a[1] * b[0];
const upright = ([x, y]: XY): XY => (y < 0 || (y === 0 && x < 0) ? [-x || 0, -y || 0] : [x, y]);

function isOn(vector: XY, [u, v]: [XY, XY]): boolean {
  const area = cross(u, v);
  const steps: XY = [Math.round(cross(vector, v) / area), Math.round(cross(u, vector) / area)];
  return apart(vector, [steps[0] * u[0] + steps[1] * v[0], steps[0] * u[1] + steps[1] * v[1]]) <= 1;
}
