/**
 * CRCs of up to 64 bits, reflected, with all ones as start and final xor: CRC32C and CRC64NVME, which node has not.
 * Eight bytes a step ("slicing by 8", Kounavis and Berry 2008); a value is held in two halves of 32 bits, since a
 * BigInt allocates at every step.
 */
export type Polynomial = { bits: 32 | 64 /** reflected */; value: bigint };

export const CRC32: Polynomial = { bits: 32, value: 0xedb88320n };
export const CRC32C: Polynomial = { bits: 32, value: 0x82f63b78n };
export const CRC64NVME: Polynomial = { bits: 64, value: 0x9a6c9329ac4bc9b5n };

const ALL_ONES = 0xffff_ffff;

const known = new Map<bigint, { low: Int32Array; high: Int32Array }>();

/** Eight tables of 256 values each: table t holds a byte followed by t zero bytes. Made once. */
function tables({ value }: Polynomial) {
  const made = known.get(value);
  if (made) return made;
  const low = new Int32Array(8 * 256);
  const high = new Int32Array(8 * 256);
  const polynomialLow = Number(value & 0xffff_ffffn);
  const polynomialHigh = Number(value >> 32n);
  for (let byte = 0; byte < 256; byte++) {
    let l = byte;
    let h = 0;
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h = h >>> 1;
      if (odd) {
        l ^= polynomialLow;
        h ^= polynomialHigh;
      }
    }
    low[byte] = l;
    high[byte] = h;
  }
  for (let i = 256; i < 8 * 256; i++) {
    const l = low[i - 256]!;
    const h = high[i - 256]!;
    low[i] = ((l >>> 8) | (h << 24)) ^ low[l & 255]!;
    high[i] = (h >>> 8) ^ high[l & 255]!;
  }
  known.set(value, { low, high });
  return { low, high };
}

/** A running CRC; `digest` gives its bytes, most significant first. */
export function crc(polynomial: Polynomial) {
  const { low, high } = tables(polynomial);
  let l = ALL_ONES | 0;
  let h = polynomial.bits === 64 ? ALL_ONES | 0 : 0;
  return {
    update(data: Uint8Array) {
      let at = 0;
      for (const end = data.length - 7; at < end; at += 8) {
        const a = l ^ (data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24));
        const b = h ^ (data[at + 4]! | (data[at + 5]! << 8) | (data[at + 6]! << 16) | (data[at + 7]! << 24));
        const i0 = 1792 + (a & 255);
        const i1 = 1536 + ((a >>> 8) & 255);
        const i2 = 1280 + ((a >>> 16) & 255);
        const i3 = 1024 + (a >>> 24);
        const i4 = 768 + (b & 255);
        const i5 = 512 + ((b >>> 8) & 255);
        const i6 = 256 + ((b >>> 16) & 255);
        const i7 = b >>> 24;
        l = low[i0]! ^ low[i1]! ^ low[i2]! ^ low[i3]! ^ low[i4]! ^ low[i5]! ^ low[i6]! ^ low[i7]!;
        h = high[i0]! ^ high[i1]! ^ high[i2]! ^ high[i3]! ^ high[i4]! ^ high[i5]! ^ high[i6]! ^ high[i7]!;
      }
      for (; at < data.length; at++) {
        const index = (l ^ data[at]!) & 255;
        l = ((l >>> 8) | (h << 24)) ^ low[index]!;
        h = (h >>> 8) ^ high[index]!;
      }
    },
    digest(): Buffer {
      const bytes = Buffer.alloc(8);
      bytes.writeInt32BE(polynomial.bits === 64 ? ~h : 0, 0);
      bytes.writeInt32BE(~l, 4);
      return bytes.subarray(8 - polynomial.bits / 8);
    },
  };
}

/**
 * The CRC of A followed by B from theirs: crc(A) times x^(8 |B|), plus crc(B) (zlib's crc32_combine). Values are the
 * digests' bytes.
 */
export function combineCrc({ bits, value: polynomial }: Polynomial, a: Buffer, b: Buffer, bytesOfB: number): Buffer {
  const one = 1n << BigInt(bits - 1);
  const multiply = (left: bigint, right: bigint) => {
    let product = 0n;
    for (let bit = one; bit > 0n; bit >>= 1n) {
      if (left & bit) product ^= right;
      right = right & 1n ? (right >> 1n) ^ polynomial : right >> 1n;
    }
    return product;
  };
  let shift = one;
  let square = one >> 8n;
  for (let n = bytesOfB; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) shift = multiply(shift, square);
    square = multiply(square, square);
  }
  const sum = multiply(BigInt(`0x${a.toString('hex')}`), shift) ^ BigInt(`0x${b.toString('hex')}`);
  return Buffer.from(sum.toString(16).padStart(bits / 4, '0'), 'hex');
}
