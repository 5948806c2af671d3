/**
 * The bytes of objects and parts. A file gets a new name, is written once and never changed: it becomes visible by a row
 * of the index, so a killed process leaves at most a file that no row names, which the next start removes.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { copyFile, type FileHandle, link, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

/** A stretch of an object's bytes: a whole file. `checksum`: of a part of a multipart object that has checksums, in base64. */
export type Piece = { file: string; size: number; checksum?: string };

/** Up to here a file is written and read at once: a tile of 30 kB needs no open file and no stream. */
const AT_ONCE_BYTES = 256 * 1024;

export type FileWriter = {
  write(data: Buffer): void | Promise<void>;
  finish(): Promise<string>;
  discard(): Promise<void>;
};

export type DataFiles = Awaited<ReturnType<typeof openDataFiles>>;

/** `inUse`: the names that the index knows; every other file is a leftover and goes. */
export async function openDataFiles(directory: string, inUse: Set<string>) {
  // 256 folders by the first two digits of the name, since some file systems slow down with many files in one.
  for (let prefix = 0; prefix < 256; prefix++)
    await mkdir(join(directory, prefix.toString(16).padStart(2, '0')), { recursive: true });
  const path = (file: string) => join(directory, file.slice(0, 2), file);
  for (const folder of await readdir(directory))
    for (const file of await readdir(join(directory, folder)))
      if (!inUse.has(file)) await rm(path(file), { force: true });

  const unlink = (file: string) => {
    try {
      rmSync(path(file), { force: true });
    } catch {
      // No row names it: what cannot go now (another program looks at it) goes at the next start.
    }
  };
  const readers = new Map<string, number>();
  const doomed = new Set<string>();
  const hold = (pieces: Pick<Piece, 'file'>[], change: number) => {
    for (const { file } of pieces) {
      const count = (readers.get(file) ?? 0) + change;
      if (count > 0) readers.set(file, count);
      else {
        readers.delete(file);
        if (doomed.delete(file)) unlink(file);
      }
    }
  };

  return {
    create(): FileWriter {
      const file = randomUUID();
      let buffers: Buffer[] = [];
      let bytes = 0;
      let handle: FileHandle | undefined;
      const flush = async () => {
        handle ??= await open(path(file), 'wx');
        await handle.writev(buffers);
        buffers = [];
        bytes = 0;
      };
      return {
        write(data) {
          buffers.push(data);
          bytes += data.length;
          return bytes > AT_ONCE_BYTES ? flush() : undefined;
        },
        async finish() {
          // Not synchronously: on a busy disk `open` of a new file takes 1.6 ms, in which nothing else would be answered.
          if (!handle) await writeFile(path(file), Buffer.concat(buffers), { flag: 'wx' });
          else {
            if (buffers.length > 0) await flush();
            await handle.close();
          }
          return file;
        },
        async discard() {
          await handle?.close().catch(() => undefined);
          await rm(path(file), { force: true });
        },
      };
    },

    /**
     * The same bytes under another name, unread: a file never changes. It must be called in the same turn in which the index was
     * read.
     */
    async twin(piece: Pick<Piece, 'file' | 'size'>): Promise<string> {
      const file = randomUUID();
      hold([piece], 1);
      try {
        // Some file systems have no hard links, or no more of them for this file.
        await link(path(piece.file), path(file)).catch(() => copyFile(path(piece.file), path(file)));
      } finally {
        hold([piece], -1);
      }
      return file;
    },

    /** Removes files, those that are being read once that ends. */
    remove(pieces: Pick<Piece, 'file'>[]) {
      for (const { file } of pieces)
        if (readers.has(file)) doomed.add(file);
        else unlink(file);
    },

    /**
     * The bytes from `start` up to, not including, `end` of the pieces one after the other. The files stay until the
     * stream is closed; it must be called in the same turn in which the index was read.
     */
    read(pieces: Piece[], start: number, end: number): Readable {
      hold(pieces, 1);
      const stream = Readable.from(stretches(pieces, start, end, path), { objectMode: false });
      return stream.once('close', () => hold(pieces, -1));
    },
  };
}

async function* stretches(pieces: Piece[], start: number, end: number, path: (file: string) => string) {
  let offset = 0;
  for (const { file, size } of pieces) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, size);
    offset += size;
    if (from >= to) continue;
    let missing = to - from;
    const read = { start: from, end: to - 1, highWaterMark: AT_ONCE_BYTES };
    const isSmall = size <= AT_ONCE_BYTES;
    for await (const bytes of isSmall ? [await readFile(path(file))] : createReadStream(path(file), read)) {
      const found: Buffer = isSmall ? bytes.subarray(from, to) : bytes;
      missing -= found.length;
      yield found;
    }
    // Else whoever reads waits for the rest until the connection has been idle for too long.
    if (missing > 0) throw new Error(`${path(file)} is shorter than it was when it was stored, by ${missing} bytes.`);
  }
}
