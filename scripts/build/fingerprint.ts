import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/**
 * A hash over the names, sizes and modification times of files and folders (folders with all they hold). Contents are not
 * read: the whole repository takes some 20 ms this way, so asking "did anything change?" is free. What does not exist
 * counts as such. Paths are relative to `root`, so that a moved clone keeps its build.
 */
export async function fingerprint(root: string, paths: readonly string[]): Promise<string> {
  const lines = (await Promise.all(paths.map((path) => describe(root, join(root, path))))).flat();
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

async function describe(root: string, path: string): Promise<string[]> {
  const name = relative(root, path).split(sep).join('/');
  const entry = await stat(path).catch(() => undefined);
  if (!entry) return [`${name} missing`];
  if (!entry.isDirectory()) return [`${name} ${entry.size} ${entry.mtimeMs}`];
  const names = await readdir(path);
  return (await Promise.all(names.map((child) => describe(root, join(path, child))))).flat();
}
