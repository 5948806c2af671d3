import type { XY } from '../../placement.ts';

/** Vectors that span less px² than this are one direction, or none. */
const LEAST_AREA = 1e-6;

/**
 * Of the places `at` plus whole multiples of the lattice's two vectors, the one nearest to `wanted` and the ones around it, nearest
 * first. A lattice may have one direction only (two parallel vectors, or one of length 0).
 */
export function latticePlaces(at: XY, [u, v]: [XY, XY], wanted: XY): XY[] {
  const [x, y] = [wanted[0] - at[0], wanted[1] - at[1]];
  const area = u[0] * v[1] - u[1] * v[0];
  const flat = Math.abs(area) < LEAST_AREA;
  const only = lengthOf(u) > 0 ? u : v;
  const [first, second]: [XY, XY] = flat ? [only, [0, 0]] : [u, v];
  const k = flat ? along(only, [x, y]) : (x * v[1] - y * v[0]) / area;
  const l = flat ? 0 : (u[0] * y - u[1] * x) / area;
  const places: { place: XY; far: number }[] = [];
  for (const right of [-1, 0, 1]) {
    for (const down of flat ? [0] : [-1, 0, 1]) {
      const [m, n] = [Math.round(k) + right, Math.round(l) + down];
      const place: XY = [at[0] + m * first[0] + n * second[0], at[1] + m * first[1] + n * second[1]];
      places.push({ place, far: (place[0] - wanted[0]) ** 2 + (place[1] - wanted[1]) ** 2 });
    }
  }
  places.sort((p, q) => p.far - q.far || p.place[1] - q.place[1] || p.place[0] - q.place[0]);
  return places.map(({ place }) => place);
}

const lengthOf = ([x, y]: XY) => Math.hypot(x, y);
const along = (u: XY, [x, y]: XY) => (lengthOf(u) > 0 ? (x * u[0] + y * u[1]) / lengthOf(u) ** 2 : 0);
