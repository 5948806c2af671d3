/** Files of a folder of screenshots, which may hold anything: links to nowhere, pipes, folders, what may not be read. */
import { lstat, stat } from 'node:fs/promises';

/**
 * Reads an ordinary file, or answers a sentence that says why it cannot be read and what to do. Nothing else is opened: opening
 * a pipe waits for whoever writes to it, without end.
 */
export async function ofOrdinaryFile<T>(file: string, read: (bytes: number) => Promise<T>): Promise<T | string> {
  try {
    const found = await stat(file);
    if (found.isFile()) return await read(found.size);
    return `is ${found.isDirectory() ? 'a folder' : 'no ordinary file'}. Put the picture in its place, or take it out of the folder.`;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    return whyUnreadable(file, code);
  }
}

async function whyUnreadable(file: string, code: string): Promise<string> {
  if (code === 'EACCES' || code === 'EPERM')
    return `may not be read (${code}). Allow it, or take it out of the folder.`;
  const isLink = await lstat(file).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
  if (isLink) return `is a link that leads to no file (${code}). Repair it, or take it out of the folder.`;
  return `cannot be read (${code}). Repair it, or take it out of the folder.`;
}
