/** The beginning of an .xz stream with one LZMA2 filter (the .xz file format 1.2.1), as liblzma writes it. */
import { lzma } from './lzma.ts';

const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const STREAM_HEADER = 12;

/**
 * Unpacks at most the first `limit` bytes; checksums are not looked at, because the rest is not there.
 * @throws RangeError when it is not such a stream, or is damaged
 */
export function unxzStart(bytes: Uint8Array, limit: number): Uint8Array {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) throw new RangeError('It does not begin like an .xz stream.');
  // A block header says its length in words of four bytes.
  let at = STREAM_HEADER + (bytes[STREAM_HEADER]! + 1) * 4;
  const decoder = lzma(limit);
  const u16 = (offset: number) => (bytes[offset]! << 8) | bytes[offset + 1]!;
  while (decoder.size < limit) {
    const control = bytes[at];
    if (control === undefined) throw new RangeError('It ends in the middle.');
    if (control === 0) break;
    if (control < 0x80) {
      if (control > 2) throw new RangeError('A chunk is of no known kind.');
      const length = Math.min(u16(at + 1) + 1, limit - decoder.size);
      const stored = bytes.subarray(at + 3, at + 3 + length);
      decoder.out.set(stored, decoder.size);
      decoder.size += stored.length;
      at += 3 + u16(at + 1) + 1;
      continue;
    }
    const unpacked = (((control & 0x1f) << 16) | u16(at + 1)) + 1;
    const packed = u16(at + 3) + 1;
    const reset = (control >> 5) & 3;
    const header = reset >= 2 ? 6 : 5;
    if (reset >= 2) decoder.setProperties(bytes[at + 5]!);
    if (reset >= 1) decoder.resetState();
    const start = at + header;
    decoder.unpack(bytes, start, Math.min(start + packed, bytes.length), decoder.size + unpacked);
    at = start + packed;
  }
  return decoder.out.subarray(0, decoder.size);
}
