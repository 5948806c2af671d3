/** A shot that was checked, read again for its upload: whoever works in the folder meanwhile must hear of it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { inputError } from '../command-error.ts';
import type { Picture } from './picture.ts';

/** @throws CommandError (3) naming the file when it is not what was checked: its ticket is for that content alone. */
export async function readUnchanged(path: string, { bytes, sha256 }: Pick<Picture, 'bytes' | 'sha256'>) {
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw inputError(
      `${path} was there when it was checked, and cannot be read any more (${error.code}). Put it back, or run the command again without it.`,
    );
  });
  if (content.length === bytes && createHash('sha256').update(content).digest('hex') === sha256) return content;
  throw inputError(`${path} was changed since it was checked; run the command again.`);
}
