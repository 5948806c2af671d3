/** Chance of a place: a place of a generated world is always the same, whichever shot shows it. */

/** 0 to 1 (exclusive), from nothing but its arguments. The rounds are those of MurmurHash3's finalizer (public domain). */
export function chanceAt(seed: number, i: number, j: number, what = 0): number {
  let h =
    Math.imul(seed, 0x9e3779b1) ^ Math.imul(i, 0x85ebca6b) ^ Math.imul(j, 0xc2b2ae35) ^ Math.imul(what, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** 0 to 1, smooth over places; one hill or hollow a unit. */
export function smoothAt(seed: number, x: number, y: number): number {
  const [i, j] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [ease(x - i), ease(y - j)];
  const corner = (di: number, dj: number) => chanceAt(seed, i + di, j + dj);
  return mix(mix(corner(0, 0), corner(1, 0), u), mix(corner(0, 1), corner(1, 1), u), v);
}

const ease = (t: number) => t * t * (3 - 2 * t);
const mix = (a: number, b: number, t: number) => a + (b - a) * t;
