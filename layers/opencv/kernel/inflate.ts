import { adler32 } from './adler';
import {
  buildCodes,
  END,
  EXCEPTIONAL,
  LENGTHS,
  LITERAL_BITS,
  OFFSET_BITS,
  OFFSETS,
  ORDER_BITS,
  SYMBOLS,
} from './inflate-codes';

/**
 * Inflates a stream of zlib (RFC 1950, 1951). `target`: `expected` bytes and 320 more that may be written; `scratch`: 16 kB
 * of tables. Up to 32 bytes are read behind the source. Returns whether the stream is whole, has exactly so many bytes and its
 * checksum fits: what is written is worth something only then.
 */
export function inflate(source: usize, length: i32, target: usize, expected: i32, scratch: usize): bool {
  if (length < 8) return false;
  const head = ((<u32>load<u8>(source)) << 8) | load<u8>(source, 1);
  // Deflate with a window of 32 kB at most, no dictionary.
  if ((head & 0x0f00) !== 0x0800 || head >> 12 > 7 || head % 31 !== 0 || (head & 0x20) !== 0) return false;
  const end = source + length - 4;
  const stop = target + expected;
  const litlen = scratch + SYMBOLS;
  const offsets = litlen + LENGTHS;
  const from = target;
  let next = source + 2;
  let out = target;
  let bits: u64 = 0;
  // Bits in `bits`; above them it may hold more of the same bits.
  let count: u32 = 0;
  let last = false;
  while (!last) {
    bits |= load<u64>(next) << count;
    next += (63 - count) >>> 3;
    count |= 56;
    last = (bits & 1) !== 0;
    const kind = <i32>(bits >> 1) & 3;
    bits >>= 3;
    count -= 3;
    if (kind === 0) {
      // Whole bytes from here on; what was read ahead goes back.
      next -= count >>> 3;
      bits = 0;
      count = 0;
      if (next + 4 > end) return false;
      const size = <u32>load<u16>(next);
      if ((size ^ 0xffff) !== load<u16>(next, 2) || next + 4 + size > end || out + size > stop) return false;
      memory.copy(out, next + 4, size);
      next += 4 + size;
      out += size;
      continue;
    }
    if (kind === 3) return false;
    let literals = 288;
    let distances = 32;
    if (kind === 1) fixedLengths(scratch);
    else {
      literals = 257 + (<i32>bits & 31);
      distances = 1 + (<i32>(bits >> 5) & 31);
      const orders = 4 + (<i32>(bits >> 10) & 15);
      bits >>= 14;
      count -= 14;
      if (literals > 286 || distances > 30) return false;
      memory.fill(scratch, 0, 19);
      for (let i = 0; i < orders; i++) {
        if (count < 3) {
          bits |= load<u64>(next) << count;
          next += (63 - count) >>> 3;
          count |= 56;
        }
        store<u8>(scratch + load<u8>(ORDER + i), <u8>(bits & 7));
        bits >>= 3;
        count -= 3;
      }
      if (!buildCodes(scratch, 19, ORDER_BITS, 2, litlen, offsets)) return false;
      const all = literals + distances;
      let i = 0;
      while (i < all) {
        bits |= load<u64>(next) << count;
        next += (63 - count) >>> 3;
        count |= 56;
        if (next > end + 16) return false;
        const entry = load<u32>(litlen + ((<u32>bits & ((1 << ORDER_BITS) - 1)) << 2));
        if (entry & END) return false;
        bits >>= <u64>(entry & 63);
        count -= entry & 63;
        const symbol = entry >> 16;
        if (symbol < 16) {
          store<u8>(scratch + i++, <u8>symbol);
          continue;
        }
        let value: u8 = 0;
        let times = 0;
        if (symbol === 16) {
          if (i === 0) return false;
          value = load<u8>(scratch + i - 1);
          times = 3 + (<i32>bits & 3);
          bits >>= 2;
          count -= 2;
        } else if (symbol === 17) {
          times = 3 + (<i32>bits & 7);
          bits >>= 3;
          count -= 3;
        } else {
          times = 11 + (<i32>bits & 127);
          bits >>= 7;
          count -= 7;
        }
        if (i + times > all) return false;
        memory.fill(scratch + i, value, times);
        i += times;
      }
      if (load<u8>(scratch + 256) === 0) return false;
    }
    // The table of offsets is built first: lengths stand where both read them.
    if (!buildCodes(scratch + literals, distances, OFFSET_BITS, 1, offsets, litlen)) return false;
    if (!buildCodes(scratch, literals, LITERAL_BITS, 0, litlen, offsets + OFFSETS)) return false;
    while (true) {
      bits |= load<u64>(next) << count;
      next += (63 - count) >>> 3;
      count |= 56;
      if (next > end + 16 || out > stop) return false;
      let entry = load<u32>(litlen + ((<u32>bits & ((1 << LITERAL_BITS) - 1)) << 2));
      if (<i32>entry < 0) {
        // Up to three literals of LITERAL_BITS at most, then there are bits for one code more.
        bits >>= <u64>(entry & 63);
        count -= entry & 63;
        store<u8>(out++, <u8>(entry >> 16));
        entry = load<u32>(litlen + ((<u32>bits & ((1 << LITERAL_BITS) - 1)) << 2));
        if (<i32>entry < 0) {
          bits >>= <u64>(entry & 63);
          count -= entry & 63;
          store<u8>(out++, <u8>(entry >> 16));
          entry = load<u32>(litlen + ((<u32>bits & ((1 << LITERAL_BITS) - 1)) << 2));
          if (<i32>entry < 0) {
            bits >>= <u64>(entry & 63);
            count -= entry & 63;
            store<u8>(out++, <u8>(entry >> 16));
            continue;
          }
        }
        bits |= load<u64>(next) << count;
        next += (63 - count) >>> 3;
        count |= 56;
      }
      if (entry & EXCEPTIONAL) {
        if (entry & END) {
          if ((entry & 63) === 0) return false;
          bits >>= <u64>(entry & 63);
          count -= entry & 63;
          break;
        }
        bits >>= LITERAL_BITS;
        count -= LITERAL_BITS;
        entry = load<u32>(litlen + (((entry >> 16) + (<u32>bits & ((1 << ((entry >> 8) & 15)) - 1))) << 2));
        if (<i32>entry < 0) {
          bits >>= <u64>(entry & 63);
          count -= entry & 63;
          store<u8>(out++, <u8>(entry >> 16));
          continue;
        }
        if (entry & EXCEPTIONAL) {
          if ((entry & 63) === 0) return false;
          bits >>= <u64>(entry & 63);
          count -= entry & 63;
          break;
        }
      }
      let saved = bits;
      bits >>= <u64>(entry & 63);
      count -= entry & 63;
      const size = (entry >> 16) + (<u32>(saved & (((<u64>1) << (<u64>(entry & 63))) - 1)) >> ((entry >> 8) & 15));
      entry = load<u32>(offsets + ((<u32>bits & ((1 << OFFSET_BITS) - 1)) << 2));
      if (entry & EXCEPTIONAL) {
        if (entry & END) return false;
        bits >>= OFFSET_BITS;
        count -= OFFSET_BITS;
        entry = load<u32>(offsets + (((entry >> 16) + (<u32>bits & ((1 << ((entry >> 8) & 15)) - 1))) << 2));
        if (entry & EXCEPTIONAL) return false;
      }
      saved = bits;
      bits >>= <u64>(entry & 63);
      count -= entry & 63;
      const back = (entry >> 16) + (<u32>(saved & (((<u64>1) << (<u64>(entry & 63))) - 1)) >> ((entry >> 8) & 15));
      if (back > <u32>(out - from)) return false;
      const read = out - back;
      if (back >= 16) {
        // Most are no longer than this; a loop whose end nobody can guess costs more than a store too many.
        v128.store(out, v128.load(read));
        v128.store(out, v128.load(read, 16), 16);
        for (let at: usize = 32; at < size; at += 16) v128.store(out + at, v128.load(read + at));
      } else {
        // What repeats within 16 bytes is laid out once; each step is as many whole periods as fit.
        const pattern = i8x16.swizzle(v128.load(read), v128.load(PERIODS + ((<usize>back) << 4)));
        const step = <usize>load<u8>(STEPS + back);
        v128.store(out, pattern);
        v128.store(out + step, pattern);
        for (let at: usize = 2 * step; at < size; at += step) v128.store(out + at, pattern);
      }
      out += size;
    }
  }
  next -= count >>> 3;
  return out === stop && next === end && adler32(target, expected) === bswap<u32>(load<u32>(end));
}

/** In this order the lengths of the codes of code lengths come. */
const ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

/** Of each distance back below 16: how many bytes whole periods of it take, and which of the bytes stands where. */
const STEPS = memory.data<u8>([0, 16, 16, 15, 16, 15, 12, 14, 16, 9, 10, 11, 12, 13, 14, 15]);
const PERIODS = memory.data(256);
for (let back = 1; back < 16; back++) {
  for (let i = 0; i < 16; i++) store<u8>(PERIODS + 16 * back + i, <u8>(i % back));
}

function fixedLengths(lengths: usize): void {
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  memory.fill(lengths + 288, 5, 32);
}
