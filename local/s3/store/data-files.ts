/**
 * The bytes of objects and parts. A file gets a new name, is written once and never changed: it becomes visible by a row
 * of the index, so a killed process leaves at most a file that no row names, which the next start removes.
 */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { copyFile, type FileHandle, link, mkdir, open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPieces } from './read-pieces.ts';

/** A stretch of an object's bytes: a whole file. `checksum`: of a part of a multipart object that has checksums, in base64. */
export type Piece = { file: string; size: number; checksum?: string };

/** Up to here a file is written at once: a tile of 30 kB needs no open file. */
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
     * Hands on the bytes from `start` up to, not including, `end` of the pieces one after the other (readPieces). The files stay until it has
     * ended; it must be called in the same turn in which the index was read.
     */
    async read(pieces: Piece[], start: number, end: number, write: (bytes: Buffer) => void | Promise<void>) {
      hold(pieces, 1);
      const files = pieces.map(({ file, size }) => ({ path: path(file), size }));
      await readPieces(files, start, end, write).finally(() => hold(pieces, -1));
    },
  };
}
