/**
 * LZMA as its specification describes it (Igor Pavlov, 2015), for the first bytes of a save: what is behind `limit` is not
 * unpacked. Small rather than quick: 64 kB take some milliseconds.
 */
import { type RangeDecoder, rangeDecoder, untold } from './range-decoder.ts';

const LENGTH_BITS = { low: 3, mid: 3, high: 8 };
const SHORTEST_MATCH = 2;

const lengths = () => ({ choice: untold(2), low: untold(16 << 3), mid: untold(16 << 3), high: untold(256) });
type Lengths = ReturnType<typeof lengths>;

const freshState = (literalBits: number) => ({
  state: 0,
  /** Distances of the last four matches. */
  reps: [0, 0, 0, 0],
  literal: untold(0x300 << literalBits),
  isMatch: untold(12 << 4),
  isRep: untold(12),
  isRepG0: untold(12),
  isRepG1: untold(12),
  isRepG2: untold(12),
  isRep0Long: untold(12 << 4),
  slot: [untold(64), untold(64), untold(64), untold(64)],
  special: untold(128),
  align: untold(16),
  length: lengths(),
  repLength: lengths(),
});

/** What an LZMA2 stream keeps from chunk to chunk. `out` is its own dictionary. */
export type Lzma = {
  out: Uint8Array;
  /** Bytes unpacked so far. */
  size: number;
  /** @param byte lc, lp and pb as LZMA2 writes them */
  setProperties(byte: number): void;
  resetState(): void;
  /** Unpacks a chunk until `upTo` bytes are there. @throws RangeError when it points before its beginning */
  unpack(bytes: Uint8Array, start: number, end: number, upTo: number): void;
};

export function lzma(limit: number): Lzma {
  const out = new Uint8Array(limit);
  let [lc, lp, pb] = [0, 0, 0];
  let s = freshState(0);

  const lengthOf = (coder: RangeDecoder, of: Lengths, position: number): number => {
    if (!coder.bit(of.choice, 0)) return coder.tree(of.low, LENGTH_BITS.low, position << 3);
    if (!coder.bit(of.choice, 1)) return 8 + coder.tree(of.mid, LENGTH_BITS.mid, position << 3);
    return 16 + coder.tree(of.high, LENGTH_BITS.high);
  };
  const distanceOf = (coder: RangeDecoder, length: number): number => {
    const slot = coder.tree(s.slot[Math.min(length, 3)]!, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return base + coder.reverseTree(s.special, bits, base - slot);
    return base + coder.direct(bits - 4) * 16 + coder.reverseTree(s.align, 4);
  };
  const literal = (coder: RangeDecoder): void => {
    const before = self.size > 0 ? out[self.size - 1]! : 0;
    const offset = 0x300 * (((self.size & ((1 << lp) - 1)) << lc) + (before >> (8 - lc)));
    let symbol = 1;
    if (s.state >= 7) {
      let matched = out[self.size - s.reps[0]! - 1]!;
      while (symbol < 0x100) {
        const expected = (matched >> 7) & 1;
        matched <<= 1;
        const one = coder.bit(s.literal, offset + ((1 + expected) << 8) + symbol);
        symbol = symbol * 2 + one;
        if (one !== expected) break;
      }
    }
    while (symbol < 0x100) symbol = symbol * 2 + coder.bit(s.literal, offset + symbol);
    out[self.size++] = symbol & 0xff;
    s.state = s.state < 4 ? 0 : s.state - (s.state < 10 ? 3 : 6);
  };
  /** Length of a repeated match, whose distance goes to the front of the last four; 0 for a single byte. */
  const repeated = (coder: RangeDecoder, position: number): number => {
    if (!coder.bit(s.isRepG0, s.state)) {
      if (!coder.bit(s.isRep0Long, (s.state << 4) + position)) {
        s.state = s.state < 7 ? 9 : 11;
        return 1 - SHORTEST_MATCH;
      }
    } else {
      const which = coder.bit(s.isRepG1, s.state) ? 2 + coder.bit(s.isRepG2, s.state) : 1;
      s.reps.unshift(...s.reps.splice(which, 1));
    }
    const length = lengthOf(coder, s.repLength, position);
    s.state = s.state < 7 ? 8 : 11;
    return length;
  };

  const self: Lzma = {
    out,
    size: 0,
    setProperties(byte) {
      [lc, lp, pb] = [byte % 9, Math.floor(byte / 9) % 5, Math.floor(byte / 45)];
    },
    resetState() {
      s = freshState(lc + lp);
    },
    unpack(bytes, start, end, upTo) {
      const coder = rangeDecoder(bytes, start, end);
      const stop = Math.min(upTo, limit);
      while (self.size < stop) {
        const position = self.size & ((1 << pb) - 1);
        if (!coder.bit(s.isMatch, (s.state << 4) + position)) {
          literal(coder);
          continue;
        }
        let length: number;
        if (coder.bit(s.isRep, s.state)) length = repeated(coder, position);
        else {
          length = lengthOf(coder, s.length, position);
          s.reps = [distanceOf(coder, length), ...s.reps.slice(0, 3)];
          s.state = s.state < 7 ? 7 : 10;
        }
        const from = self.size - s.reps[0]! - 1;
        if (from < 0) throw new RangeError('A match before the beginning.');
        for (let i = 0; i < length + SHORTEST_MATCH && self.size < stop; i++) out[self.size++] = out[from + i]!;
      }
    },
  };
  return self;
}
