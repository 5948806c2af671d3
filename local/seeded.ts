/** Numbers from 0 to 1 (exclusive), always the same for a seed: mulberry32 of Tommy Ettinger (public domain). */
export function seeded(seed: number): () => number {
  let state = Math.trunc(seed) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Chooses, always the same for a seed. */
export function choosing(seed: number) {
  const next = seeded(seed);
  const below = (n: number) => Math.floor(next() * n);
  return { below, pick: <T>(from: readonly T[]): T => from[below(from.length)]! };
}
export type Choosing = ReturnType<typeof choosing>;
