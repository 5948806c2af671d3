import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectStore } from '../lambdas/map/ports/objects.ts';

/** A folder as a bucket: what the tiler costs without the network. */
export const folderObjects = (folder: string): ObjectStore => ({
  async get(key) {
    try {
      return await readFile(join(folder, key));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  },
  async put(key, body) {
    await write(join(folder, key), body, 'w');
    return undefined;
  },
  async copy(from, to) {
    await mkdir(dirname(join(folder, to)), { recursive: true });
    try {
      await copyFile(join(folder, from), join(folder, to));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  },
  async putOnce(key, body) {
    try {
      await write(join(folder, key), body, 'wx');
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  },
  async stat(key) {
    const entry = await stat(join(folder, key)).catch(() => undefined);
    return entry && { bytes: entry.size };
  },
  delete: (key) => rm(join(folder, key), { force: true }),
  async deleteAll(keys) {
    for (const key of keys) await rm(join(folder, key), { force: true });
  },
  async *list(prefix) {
    const names = await readdir(folder, { recursive: true });
    for (const key of names.filter((name) => name.startsWith(prefix)).toSorted()) {
      const entry = await stat(join(folder, key));
      if (entry.isFile()) yield { key, bytes: entry.size };
    }
  },
});

async function write(file: string, body: Uint8Array | string, flag: 'w' | 'wx'): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, body, { flag });
}
