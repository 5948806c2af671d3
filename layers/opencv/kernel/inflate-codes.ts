/** Tables that decode Huffman's codes of RFC 1951, one entry for each of the next `bits` bits, and further ones for longer codes. */

/** Bits that the first table of each kind looks at; of code lengths none has more. */
export const LITERAL_BITS: i32 = 11;
export const OFFSET_BITS: i32 = 9;
export const ORDER_BITS: i32 = 7;

/** Bytes: lengths of all codes (320), then both tables; 2,342 entries at most for 288 symbols, 594 for 30. */
export const SYMBOLS: usize = 320;
export const LENGTHS: usize = 4 * 2400;
export const OFFSETS: usize = 4 * 640;

/**
 * An entry. Bits 0-5: bits that it takes, those behind the code included; 8-11: those of the code; 16-30: what stands for it. A literal
 * has bit 31. Where nothing stands for it: EXCEPTIONAL, and END if that is the end of a block, or no code (0 bits). Without END it is a
 * further table: its beginning in 16-30, in 8-11 how many bits it looks at.
 */
export const EXCEPTIONAL: u32 = 0x8000;
export const END: u32 = 0x4000;
const LITERAL: u32 = 0x8000_0000;
const NOTHING: u32 = EXCEPTIONAL | END;

/** Bases of lengths from symbol 257 on, and of offsets, and how many bits follow each. */
const SIZES = memory.data<u16>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]);
const SIZE_BITS = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
const BACKS = memory.data<u16>([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]);

/** What a symbol is, without its code. `kind`: 0 literals and lengths, 1 offsets, 2 code lengths. */
function entryOf(symbol: i32, kind: i32): u32 {
  if (kind === 2) return (<u32>symbol) << 16;
  if (kind === 1) {
    if (symbol > 29) return NOTHING;
    const extra = symbol < 2 ? 0 : (symbol >> 1) - 1;
    return ((<u32>load<u16>(BACKS + 2 * symbol)) << 16) | extra;
  }
  if (symbol < 256) return LITERAL | ((<u32>symbol) << 16);
  if (symbol === 256) return NOTHING;
  if (symbol > 285) return NOTHING;
  return ((<u32>load<u16>(SIZES + 2 * (symbol - 257))) << 16) | load<u8>(SIZE_BITS + symbol - 257);
}

/**
 * From the lengths of the codes of `count` symbols (0: it has none). `sorted`: scratch, 2 bytes a symbol.
 * @returns false where they are no code: more than fit, or fewer, except for a single one of one bit
 */
export function buildCodes(lengths: usize, count: i32, bits: i32, kind: i32, table: usize, sorted: usize): bool {
  memory.fill(COUNTS, 0, 32);
  for (let i = 0; i < count; i++) {
    const at = COUNTS + 2 * load<u8>(lengths + i);
    store<u16>(at, load<u16>(at) + 1);
  }
  let most = 15;
  while (most > 0 && load<u16>(COUNTS + 2 * most) === 0) most--;
  let left = 1;
  let begin: u16 = 0;
  for (let length = 1; length <= 15; length++) {
    left = (left << 1) - load<u16>(COUNTS + 2 * length);
    if (left < 0) return false;
    store<u16>(BEGINS + 2 * length, begin);
    begin += load<u16>(COUNTS + 2 * length);
  }
  if (left > 0 && (kind === 2 || most > 1)) return false;
  for (let i = 0; i < count; i++) {
    const length = load<u8>(lengths + i);
    if (length === 0) continue;
    const at = BEGINS + 2 * <usize>length;
    const place = load<u16>(at);
    store<u16>(at, place + 1);
    store<u16>(sorted + 2 * place, <u16>i);
  }
  const size = 1 << bits;
  if (left > 0) for (let i = 0; i < size; i++) store<u32>(table + 4 * i, NOTHING);
  let free = size;
  let code = 0;
  let further = 0;
  let furtherBits = 0;
  let prefix = -1;
  let length = 1;
  let rest = <i32>load<u16>(COUNTS + 2);
  for (let i = 0; i < <i32>begin; i++) {
    while (rest === 0) {
      length++;
      code <<= 1;
      rest = load<u16>(COUNTS + 2 * length);
    }
    rest--;
    const symbol = load<u16>(sorted + 2 * i);
    const base = entryOf(symbol, kind);
    // What must not come takes no bits; the end of a block takes those of its code.
    const isCode = base !== NOTHING || (kind === 0 && symbol === 256);
    const reversed = reverse(code, length);
    code++;
    if (length <= bits) {
      const entry = isCode ? base + (((<u32>length) << 8) | length) : base;
      for (let k = reversed; k < size; k += 1 << length) store<u32>(table + 4 * k, entry);
      continue;
    }
    const low = reversed & (size - 1);
    if (low !== prefix) {
      prefix = low;
      // As many bits as hold all codes that begin so.
      furtherBits = length - bits;
      let used = rest + 1;
      while (used < 1 << furtherBits) {
        furtherBits++;
        used = (used << 1) + load<u16>(COUNTS + 2 * (bits + furtherBits));
      }
      further = free;
      free += 1 << furtherBits;
      store<u32>(table + 4 * low, EXCEPTIONAL | ((<u32>further) << 16) | ((<u32>furtherBits) << 8) | bits);
    }
    const own = length - bits;
    const entry = isCode ? base + (((<u32>own) << 8) | own) : base;
    for (let k = reversed >> bits; k < 1 << furtherBits; k += 1 << own) store<u32>(table + 4 * (further + k), entry);
  }
  return true;
}

/** Of each length: how many codes, and where they begin among all. */
const COUNTS = memory.data(32);
const BEGINS = memory.data(32);

function reverse(code: i32, length: i32): i32 {
  let reversed = 0;
  for (let i = 0; i < length; i++) reversed |= ((code >> i) & 1) << (length - 1 - i);
  return reversed;
}
