/** The pairs of a build, stored so that a look at one shot reads little: all of 10,000 shots would be 7 MB of JSON. */
import { inParallel } from '../../kernel/pool.ts';
import { pairsKey } from '../keys.ts';
import type { ObjectStore } from '../ports/objects.ts';
import type { BuildPair } from '../workflow.ts';
import { findJson, writeJson } from './files.ts';

/** Shots of one file, in the order of `positions.json`: with 4 pairs each and those of the row above about 250 kB. */
export const SHOTS_PER_BAND = 200;
const WRITES_AT_ONCE = 16;

const bandOf = (index: number) => Math.floor(index / SHOTS_PER_BAND);

/** A pair whose shots lie in two bands is in both. @param ids of the build's shots, in the order of `positions.json` */
export async function writePairs(build: string, ids: string[], pairs: BuildPair[], work: ObjectStore): Promise<void> {
  const bands = new Map(ids.map((id, index) => [id, bandOf(index)]));
  const files: BuildPair[][] = Array.from({ length: bandOf(ids.length - 1) + 1 }, () => []);
  for (const pair of pairs) {
    for (const band of new Set([bands.get(pair.a)!, bands.get(pair.b)!])) files[band]!.push(pair);
  }
  await inParallel([...files.entries()], WRITES_AT_ONCE, ([band, some]) =>
    writeJson(work, pairsKey(build, band), some),
  );
}

/** Of a shot, by its place in `positions.json`; none where positions were given. */
export async function pairsOfShot(
  build: string,
  { id, index }: { id: string; index: number },
  work: Pick<ObjectStore, 'get'>,
): Promise<BuildPair[]> {
  const pairs = (await findJson<BuildPair[]>(work, pairsKey(build, bandOf(index)))) ?? [];
  return pairs.filter(({ a, b }) => a === id || b === id);
}
