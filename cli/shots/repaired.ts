/** Repaired shots in a folder: those that a job failed for, and others that differ from what it was made of. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import type { JobShots } from '../../lambdas/map/redrive-schemas.ts';
import { inputError } from '../command-error.ts';
import { ofOrdinaryFile } from './ordinary-file.ts';
import { inspectPicture, type Picture } from './picture.ts';

export type Repaired = Picture & { file: string; row: number; col: number; path: string };
type JobShot = JobShots['shots'][number];

/**
 * Only those are looked at as pictures that are to be uploaded.
 * @throws CommandError (3) naming each failed shot that is not there, and each file that cannot be used
 */
export async function collectRepaired(
  directory: string,
  job: JobShots,
  onChecked: (done: number, total: number) => void,
): Promise<Repaired[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw inputError(`${directory} ${why}. Name the folder that holds the repaired screenshots.`);
  });
  const files = new Set(names);
  const missing = job.shots
    .filter(({ name, failed }) => failed && !files.has(name))
    .map(({ name }) => `${name}: the job failed for it, and it is not there. Capture it again under this name.`);
  const there = job.shots.filter(({ name }) => files.has(name));
  const shared = [...Map.groupBy(there, ({ name }) => name)].filter(([, shots]) => shots.length > 1);
  const problems = [
    ...missing,
    ...shared.map(([name]) => `${name}: several shots of the job have this name, so its place is not known.`),
  ];
  const compared = await inParallel(there, 4, async (shot) => ((await differs(directory, shot)) ? [shot] : []));
  const changed = compared.flat();
  let done = 0;
  const looked = await inParallel(changed, 2, async ({ name, row, col }) => {
    const path = join(directory, name);
    const picture = await inspectPicture(path);
    onChecked(++done, changed.length);
    return { file: name, row, col, path, picture };
  });
  for (const { file, picture } of looked) {
    if (typeof picture === 'string') problems.push(`${file}: ${picture}`);
    else if (isOtherSize(job, picture)) {
      const { width, height } = picture;
      problems.push(`${file}: has ${width}x${height}, the job's shots ${job.width}x${job.height}. Capture it again.`);
    }
  }
  if (problems.length > 0) throw inputError(`${directory} cannot repair the job yet:`, problems);
  return looked.map(({ picture, ...shot }) => ({ ...shot, ...(picture as Picture) }));
}

/** A shot that failed is uploaded again, though its bytes may be the same: perhaps they never arrived. */
async function differs(directory: string, { name, sha256, failed }: JobShot): Promise<boolean> {
  if (failed) return true;
  const file = join(directory, name);
  // One that cannot be read is another one, too: it is named when it is looked at as a picture.
  const sum = await ofOrdinaryFile(file, async () =>
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
  );
  return sum !== sha256;
}

const isOtherSize = ({ width, height }: JobShots, picture: Picture) =>
  width !== null && height !== null && (picture.width !== width || picture.height !== height);
