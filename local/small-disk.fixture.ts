/** A small disk of its own, to be filled. For tests; only Linux's root may mount one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Mounts a disk of `size`, for example `4m`, on a folder; answers what takes it away. */
export function mountDisk(folder: string, size: string): () => void {
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  if (status !== 0) throw error ?? new Error(String(stderr));
  // Lazily: a test that failed may have files open there.
  return () => void spawnSync('umount', ['-l', folder]);
}

export const canMountDisks = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  try {
    mountDisk(folder, '4k')();
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
})();
