import { randomFillSync } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PROBE = 'room-on-disk';

/**
 * Tries whether so many bytes can be written into a folder: what a system says is free need not be free for this process.
 * @throws the file system's error, for example ENOSPC
 */
export async function checkRoomOnDisk(directory: string, bytes: number): Promise<void> {
  const file = join(directory, PROBE);
  try {
    const handle = await open(file, 'w');
    try {
      // A disk that compresses would take zeros when it is full.
      await handle.writeFile(randomFillSync(Buffer.alloc(bytes)));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } finally {
    await rm(file, { force: true });
  }
}
