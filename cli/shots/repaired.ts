/** Repaired shots in a folder: those that a job failed for, and others that differ from what it was made of. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Repaired as Found, findRepaired, isComplete, type Repair } from '../../client/repaired-shots.ts';
import type { JobShots } from '../../lambdas/map/redrive-schemas.ts';
import { filesError, inputError } from '../command-error.ts';
import { ofOrdinaryFile } from './ordinary-file.ts';
import { inspectPicture, type Picture } from './picture.ts';

/** `from`: its path. */
export type Repaired = Found<string, Picture>;

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
  const files = new Map(names.map((name) => [name, join(directory, name)]));
  const found = await findRepaired<string, Picture>(job, files, { sha256, inspect: inspectPicture, onChecked });
  if (!isComplete(found)) throw filesError(`${directory} cannot repair the job yet:`, problemsOf(found, job));
  return found.changed;
}

const problemsOf = (
  { missing, shared, wrong, otherSize }: Repair<string, Picture>,
  job: Pick<JobShots, 'width' | 'height'>,
) => [
  ...missing.map((name) => `${name}: the job failed for it, and it is not there. Capture it again under this name.`),
  ...shared.map((name) => `${name}: several shots of the job have this name, so its place is not known.`),
  ...wrong.map(({ file, why }) => `${file}: ${why}`),
  ...otherSize.map(
    ({ file, width, height }) =>
      `${file}: has ${width}x${height}, the job's shots ${job.width}x${job.height}. Capture it again.`,
  ),
];

/** A file that cannot be read has none: it differs then, and is named when it is looked at as a picture. */
async function sha256(path: string): Promise<string | undefined> {
  const sum = await ofOrdinaryFile(path, async () => ({
    hex: createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  }));
  return typeof sum === 'string' ? undefined : sum.hex;
}
