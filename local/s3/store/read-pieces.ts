/**
 * Reads the bytes of an object in memory that is used again, and on the platform's own thread. V8 marks its whole heap for every 30 MB of new
 * buffers, which took 37 % of the platform's CPU time where screenshots of 600 kB are read all the time. And what was stored or shown
 * lately is in the system's memory: a tile of 30 kB is read in 20 us, and in 245 us of CPU time by a thread that has to be woken for it.
 */
import { closeSync, openSync, readSync } from 'node:fs';

/** A file in a folder, and how many of its bytes belong to the object. */
export type ReadPiece = { path: string; size: number };

/** A tile of 30 kB is read at once, a screenshot in three times. */
const STRETCH_BYTES = 256 * 1024;
/** Kept between reads: as many as functions, browsers and a command read at once, 4 MB in all. */
const KEPT = 16;
const kept: Buffer[] = [];

/**
 * Hands on the bytes from `start` up to, not including, `end` of the pieces one after the other.
 * @param write gets a stretch that is its own until its promise has resolved; when it rejects, the memory is not used again
 */
export async function readPieces(
  pieces: ReadPiece[],
  start: number,
  end: number,
  write: (bytes: Buffer) => void | Promise<void>,
): Promise<void> {
  const memory = kept.pop() ?? Buffer.allocUnsafeSlow(STRETCH_BYTES);
  let offset = 0;
  for (const { path, size } of pieces) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, size);
    offset += size;
    if (from < to) await readFile(path, from, to, memory, write);
  }
  if (kept.length < KEPT) kept.push(memory);
}

async function readFile(
  path: string,
  from: number,
  to: number,
  memory: Buffer,
  write: (bytes: Buffer) => void | Promise<void>,
): Promise<void> {
  const file = openSync(path, 'r');
  try {
    for (let at = from; at < to; ) {
      const found = readSync(file, memory, 0, Math.min(memory.length, to - at), at);
      // Else whoever reads waits for the rest until the connection has been idle for too long.
      if (found === 0) throw new Error(`${path} is shorter than it was when it was stored, by ${to - at} bytes.`);
      await write(memory.subarray(0, found));
      at += found;
    }
  } finally {
    closeSync(file);
  }
}
