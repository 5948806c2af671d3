import type { XY } from '../../placement.ts';
import { cross, isOnLattice, type Lattice, lengthOf, stepsAway } from '../lattice.ts';
import type { Tried } from './scene.ts';
import { apart, minus, plus } from './windows.ts';

/** Nothing that a game repeats is smaller, px; a plain surface fits wherever it is moved by less. */
const SHORTEST = 6;
/** Candidates nearer to each other than this are one. */
export const SAME_PLACE = 2;
/** px that a place may lie beside its lattice: places are whole px, and steps of two may be half a px longer. */
const ON_IT = 1;
/** Two vectors span a lattice when the sine of their angle is more: 12 degrees; tiles of games meet at 53 or 90. */
const LEAST_SINE = 0.2;
/** Share of the places that have to lie on a lattice: the others fit as well by chance. */
const MOST_PLACES = 0.7;

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
export function latticeOf(places: XY[]): Lattice | undefined {
  if (places.length < 3) return undefined;
  const differences = places.flatMap((one, index) =>
    places.slice(index + 1).map((other) => upright(minus(one, other))),
  );
  differences.sort((a, b) => lengthOf(a) - lengthOf(b) || a[0] - b[0] || a[1] - b[1]);
  const first = differences[0];
  const second =
    first &&
    differences.find((vector) => Math.abs(cross(first, vector)) > LEAST_SINE * lengthOf(first) * lengthOf(vector));
  if (!first || !second || lengthOf(first) < SHORTEST) return undefined;
  const basis: Lattice = [first, second];
  const base = places[0]!;
  const onIt = places.filter((place) => isOnLattice(minus(place, base), basis, ON_IT));
  return onIt.length >= Math.max(3, MOST_PLACES * places.length) ? basis : undefined;
}

/** Steps along a lattice that are gone from each place: the radius is seldom more than this many of them. */
const STEPS = 8;

/** Places of the lattice nearest to where somebody looks, on both sides of `base`, itself left out. */
export function placesOn(lattice: Lattice, base: XY, near: XY, most: number): XY[] {
  const steps = Array.from({ length: 2 * STEPS + 1 }, (_, index) => index - STEPS);
  const all = steps.flatMap((i) => steps.map((j) => plus(base, stepsAway(lattice, i, j))));
  const others = all.filter((place) => apart(place, base) > 0);
  return others.sort((a, b) => apart(a, near) - apart(b, near)).slice(0, most);
}

const upright = ([x, y]: XY): XY => (y < 0 || (y === 0 && x < 0) ? [-x || 0, -y || 0] : [x, y]);
