/** Which of some files repair a failed job: those that it failed for, and others that differ from what it was made of. */
import { inParallel } from '../lambdas/kernel/pool.ts';
import type { JobShots } from '../lambdas/map/redrive-schemas.ts';

/** Files whose checksums are made at once, and pictures that are decoded at once (up to 270 MB each). */
const SUMMED_AT_A_TIME = 4;
const DECODED_AT_A_TIME = 2;

type JobShot = JobShots['shots'][number];
type Size = { width: number; height: number };

/** How a file is looked at: on a disk or in a browser. */
export type Looking<File, Picture> = {
  /** In hexadecimal; undefined for what cannot be read. */
  sha256(file: File): Promise<string | undefined>;
  /** The picture, or a sentence that says why it is none and what to do. */
  inspect(file: File): Promise<Picture | string>;
  onChecked(done: number, total: number): void;
};

export type Repaired<File, Picture> = Picture & { file: string; row: number; col: number; failed: boolean; from: File };

/** What the files are good for. The job can go on with them when `missing`, `shared`, `wrong` and `otherSize` are empty. */
export type Repair<File, Picture> = {
  /** Pictures that take their shots' places, in the order of the job. */
  changed: Repaired<File, Picture>[];
  /** Failed shots that no file is named after. */
  missing: string[];
  /** Names that several shots of the job have, so that a file's place is not known. */
  shared: string[];
  /** Files that are no picture that can be used, each with why. */
  wrong: { file: string; why: string }[];
  /** Pictures that are larger or smaller than the job's captures. */
  otherSize: { file: string; width: number; height: number }[];
  /** Files that no shot of the job has the name of, with the name that may be meant. */
  unknown: { file: string; meant?: string }[];
};

/**
 * Only files that are named after shots of the job are looked at, and only those are decoded that are to be uploaded.
 * @param files by name
 */
export async function findRepaired<File, Picture extends Size>(
  job: Pick<JobShots, 'shots' | 'width' | 'height'>,
  files: ReadonlyMap<string, File>,
  { sha256, inspect, onChecked }: Looking<File, Picture>,
): Promise<Repair<File, Picture>> {
  const there = job.shots.filter(({ name }) => files.has(name));
  // A shot that failed is uploaded again, though its bytes may be the same: perhaps they never arrived.
  const differs = async (shot: JobShot) => shot.failed || (await sha256(files.get(shot.name)!)) !== shot.sha256;
  const compared = await inParallel(there, SUMMED_AT_A_TIME, async (shot) => ((await differs(shot)) ? [shot] : []));
  const differing = compared.flat();
  let done = 0;
  const looked = await inParallel(differing, DECODED_AT_A_TIME, async ({ name, row, col, failed }) => {
    const from = files.get(name)!;
    const picture = await inspect(from);
    onChecked(++done, differing.length);
    return { file: name, row, col, failed, from, picture };
  });
  // The shot's own fields last: a picture may know its file, too.
  const pictures = looked.flatMap(({ picture, ...shot }) =>
    typeof picture === 'string' ? [] : [{ ...picture, ...shot }],
  );
  const isOtherSize = ({ width, height }: Size) =>
    job.width !== null && job.height !== null && (width !== job.width || height !== job.height);
  return {
    changed: pictures.filter((picture) => !isOtherSize(picture)),
    missing: job.shots.filter(({ name, failed }) => failed && !files.has(name)).map(({ name }) => name),
    shared: [...Map.groupBy(there, ({ name }) => name)].flatMap(([name, shots]) => (shots.length > 1 ? [name] : [])),
    wrong: looked.flatMap(({ file, picture }) => (typeof picture === 'string' ? [{ file, why: picture }] : [])),
    otherSize: pictures.filter(isOtherSize).map(({ file, width, height }) => ({ file, width, height })),
    unknown: unknownOf(job.shots, [...files.keys()]),
  };
}

/** True when the job can go on with what was found. */
export const isComplete = ({ missing, shared, wrong, otherSize }: Repair<unknown, unknown>): boolean =>
  [missing, shared, wrong, otherSize].every((some) => some.length === 0);

function unknownOf(shots: JobShot[], names: string[]): Repair<unknown, unknown>['unknown'] {
  const known = new Set(shots.map(({ name }) => name));
  const byStem = new Map(shots.map(({ name }) => [stemOf(name), name]));
  return names
    .filter((name) => !known.has(name))
    .map((file) => {
      const meant = byStem.get(stemOf(file));
      return { file, ...(meant !== undefined && { meant }) };
    });
}

/** A name without its ending and case: what a person means who saved `R00_C01.PNG` as another kind of picture. */
const stemOf = (name: string) => name.replace(/\.[^.]*$/, '').toLowerCase();
