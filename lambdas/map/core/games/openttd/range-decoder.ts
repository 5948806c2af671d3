/** The adaptive binary range decoder of LZMA (Igor Pavlov, LZMA specification, 2015): bits whose probabilities it learns. */

/** A probability of 0 at the start: one half of 2^11. */
const HALF = 1 << 10;
const ADAPT = 5;
const TOP = 2 ** 24;

/** Probabilities of `size` bits, none of them known yet. */
export const untold = (size: number): Uint16Array => new Uint16Array(size).fill(HALF);

export type RangeDecoder = ReturnType<typeof rangeDecoder>;

/** @param start of the five bytes that a chunk begins with; behind `end` it reads zeros, and the caller sees what is wrong */
export function rangeDecoder(bytes: Uint8Array, start: number, end: number) {
  let at = start + 1;
  let range = 0xffffffff;
  let code = 0;
  const next = () => (at < end ? bytes[at++]! : 0);
  for (let i = 0; i < 4; i++) code = ((code << 8) | next()) >>> 0;

  const normalise = () => {
    if (range >= TOP) return;
    range = (range << 8) >>> 0;
    code = ((code << 8) | next()) >>> 0;
  };
  const bit = (probabilities: Uint16Array, index: number): number => {
    normalise();
    const probability = probabilities[index]!;
    const bound = (range >>> 11) * probability;
    if (code < bound) {
      range = bound;
      probabilities[index] = probability + ((2048 - probability) >> ADAPT);
      return 0;
    }
    range -= bound;
    code -= bound;
    probabilities[index] = probability - (probability >> ADAPT);
    return 1;
  };
  return {
    bit,
    /** Bits that are as often 0 as 1. */
    direct(count: number): number {
      let value = 0;
      for (let i = 0; i < count; i++) {
        normalise();
        range >>>= 1;
        const one = code >= range ? 1 : 0;
        if (one) code -= range;
        value = value * 2 + one;
      }
      return value;
    },
    /** A number of `bits` bits, the highest first; `offset` of its tree in the probabilities. */
    tree(probabilities: Uint16Array, bits: number, offset = 0): number {
      let node = 1;
      for (let i = 0; i < bits; i++) node = node * 2 + bit(probabilities, offset + node);
      return node - (1 << bits);
    },
    /** The same, the lowest bit first. */
    reverseTree(probabilities: Uint16Array, bits: number, offset = 0): number {
      let node = 1;
      let value = 0;
      for (let i = 0; i < bits; i++) {
        const one = bit(probabilities, offset + node);
        node = node * 2 + one;
        value |= one << i;
      }
      return value;
    },
  };
}
