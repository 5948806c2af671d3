import { sum4 } from './bytes';

/** Sums of as many vectors stay below 65,536 in each of 16 bits: 255 * 16 * 17 / 2. */
const ROUND = 16;
const MODULUS: u64 = 65_521;

/** Checksum of RFC 1950. */
export function adler32(data: usize, length: i32): u32 {
  let a: u64 = 1;
  let b: u64 = 0;
  let at = data;
  const end = data + length;
  for (; at + 16 * ROUND <= end; at += 16 * ROUND) {
    // By column: sums, and sums of the sums so far.
    let low = i16x8.splat(0);
    let high = i16x8.splat(0);
    let lows = i16x8.splat(0);
    let highs = i16x8.splat(0);
    for (let i = 0; i < 16 * ROUND; i += 16) {
      const v = v128.load(at + i);
      low = i16x8.add(low, i16x8.extend_low_i8x16_u(v));
      high = i16x8.add(high, i16x8.extend_high_i8x16_u(v));
      lows = i16x8.add(lows, low);
      highs = i16x8.add(highs, high);
    }
    // A byte counts as often as bytes follow it, itself included: 16 for each vector from its own on, less its column.
    const whole = i32x4.add(i32x4.extadd_pairwise_i16x8_u(lows), i32x4.extadd_pairwise_i16x8_u(highs));
    const less = i32x4.add(
      i32x4.dot_i16x8_s(low, i16x8(0, 1, 2, 3, 4, 5, 6, 7)),
      i32x4.dot_i16x8_s(high, i16x8(8, 9, 10, 11, 12, 13, 14, 15)),
    );
    const sum = i32x4.add(i32x4.extadd_pairwise_i16x8_u(low), i32x4.extadd_pairwise_i16x8_u(high));
    b += a * (16 * ROUND) + <u64>(16 * <u32>sum4(whole) - <u32>sum4(less));
    a += <u32>sum4(sum);
    // 64 bits hold the sums of 64 MB and more.
    if (a > 1 << 30) {
      a %= MODULUS;
      b %= MODULUS;
    }
  }
  for (; at < end; at++) {
    a += load<u8>(at);
    b += a;
  }
  return ((<u32>(b % MODULUS)) << 16) | <u32>(a % MODULUS);
}
