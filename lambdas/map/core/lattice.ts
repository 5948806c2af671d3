import type { XY } from '../placement.ts';

/** Two vectors in px: what repeats does so after whole multiples of them. They may be parallel, or one of length 0: stripes. */
export type Lattice = [XY, XY];

/** Vectors that span less px² than this are one direction, or none. */
const LEAST_AREA = 1e-6;

/** How many of each vector lead to a point, as fractions. */
function stepsTo([x, y]: XY, lattice: Lattice): { steps: XY; vectors: Lattice } {
  const [u, v] = lattice;
  const area = cross(u, v);
  if (Math.abs(area) >= LEAST_AREA)
    return { steps: [cross([x, y], v) / area, cross(u, [x, y]) / area], vectors: lattice };
  const only = lengthOf(u) > 0 ? u : v;
  const along = lengthOf(only) > 0 ? (x * only[0] + y * only[1]) / lengthOf(only) ** 2 : 0;
  return { steps: [along, 0], vectors: [only, [0, 0]] };
}

/** The point that so many of each vector lead to. */
export const stepsAway = ([u, v]: Lattice, k: number, l: number): XY => [k * u[0] + l * v[0], k * u[1] + l * v[1]];

/** Whether whole steps lead to within so many px of a point. */
export function isOnLattice(point: XY, lattice: Lattice, tolerance: number): boolean {
  const { steps, vectors } = stepsTo(point, lattice);
  const [x, y] = stepsAway(vectors, Math.round(steps[0]), Math.round(steps[1]));
  return Math.hypot(x - point[0], y - point[1]) <= tolerance;
}

/**
 * Of the places `at` plus whole multiples of the lattice's two vectors, the one nearest to `wanted` and the ones around it, nearest
 * first.
 */
export function latticePlaces(at: XY, lattice: Lattice, wanted: XY): XY[] {
  const { steps, vectors } = stepsTo([wanted[0] - at[0], wanted[1] - at[1]], lattice);
  const isStriped = lengthOf(vectors[1]) === 0;
  const places: { place: XY; far: number }[] = [];
  for (const right of [-1, 0, 1]) {
    for (const down of isStriped ? [0] : [-1, 0, 1]) {
      const [x, y] = stepsAway(vectors, Math.round(steps[0]) + right, Math.round(steps[1]) + down);
      const place: XY = [at[0] + x, at[1] + y];
      places.push({ place, far: (place[0] - wanted[0]) ** 2 + (place[1] - wanted[1]) ** 2 });
    }
  }
  places.sort((p, q) => p.far - q.far || p.place[1] - q.place[1] || p.place[0] - q.place[0]);
  return places.map(({ place }) => place);
}

export const lengthOf = ([x, y]: XY): number => Math.hypot(x, y);
export const cross = (a: XY, b: XY): number => a[0] * b[1] - a[1] * b[0];
