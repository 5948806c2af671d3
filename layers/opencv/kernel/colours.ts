import { first, MASKED } from './bytes';

/** A little less than 32, so that a share of 1 is still in the last bin. */
const SHARES: f32 = 31.999;

/**
 * Chroma of each pixel as a bin that brightness does not move: 32 * floor(31.999 r / (r + g + b)) + floor(31.999 g / (r + g + b)),
 * black is 0. `picture`: address of the top-left pixel of the part, whose rows are `line` bytes apart. out: 16 bits a pixel, rows
 * every 2 * `stride` bytes; up to 4 bytes are read behind the last pixel.
 */
export function bins(picture: usize, line: i32, channels: i32, width: i32, height: i32, out: usize, stride: i32): void {
  for (let y = 0; y < height; y++) {
    const row = picture + y * line;
    const to = out + 2 * y * stride;
    for (let x = 0; x < width; x += 4) {
      const four = fourBins(row + x * channels, channels);
      v128.store64_lane(to + 2 * x, i16x8.narrow_i32x4_s(four, four), 0);
    }
  }
}

/** The bins of four pixels, as whole numbers. */
function fourBins(at: usize, channels: i32): v128 {
  const v = v128.load(at);
  const zero = i32x4.splat(0);
  const rgba = channels === 3 ? i8x16.shuffle(v, zero, 0, 1, 2, 16, 3, 4, 5, 16, 6, 7, 8, 16, 9, 10, 11, 16) : v;
  const low = i32x4.splat(0xff);
  const r = f32x4.convert_i32x4_u(v128.and(rgba, low));
  const g = f32x4.convert_i32x4_u(v128.and(i32x4.shr_u(rgba, 8), low));
  const b = f32x4.convert_i32x4_u(v128.and(i32x4.shr_u(rgba, 16), low));
  const share = f32x4.div(f32x4.splat(SHARES), f32x4.max(f32x4.add(f32x4.add(r, g), b), f32x4.splat(1)));
  const red = i32x4.trunc_sat_f32x4_s(f32x4.mul(r, share));
  const green = i32x4.trunc_sat_f32x4_s(f32x4.mul(g, share));
  return v128.or(i32x4.shl(red, 5), green);
}

/**
 * `bins` and `hideBins` in one, for few hidden bins: all of them have a red share of `red` to `redEnd` and a green one of `green` to
 * `greenEnd`, 0..31. Of RGB pictures 16 px are passed over at once where none is in that range.
 */
export function hideColours(
  picture: usize,
  line: i32,
  channels: i32,
  width: i32,
  height: i32,
  flags: usize,
  flagStride: i32,
  hidden: usize,
  red: i32,
  redEnd: i32,
  green: i32,
  greenEnd: i32,
): void {
  for (let y = 0; y < height; y++) {
    const row = picture + y * line;
    const to = flags + y * flagStride;
    for (let x = 0; x < width; x += 16) {
      if (channels === 3 && !anyWithin(row + 3 * x, <i16>red, <i16>(redEnd + 1), <i16>green, <i16>(greenEnd + 1)))
        continue;
      const from = row + x * channels;
      const near = i16x8.narrow_i32x4_s(
        lookUp(hidden, fourBins(from, channels)),
        lookUp(hidden, fourBins(from + 4 * channels, channels)),
      );
      const far = i16x8.narrow_i32x4_s(
        lookUp(hidden, fourBins(from + 8 * channels, channels)),
        lookUp(hidden, fourBins(from + 12 * channels, channels)),
      );
      let masks = i8x16.ne(i8x16.narrow_i16x8_s(near, far), i8x16.splat(0));
      if (x + 16 > width) masks = v128.and(masks, first(width - x));
      v128.store(to + x, v128.bitselect(i8x16.splat(MASKED), v128.load(to + x), masks));
    }
  }
}

/** The bytes of four bins: no branches, since whether a pixel is hidden is anybody's guess. */
function lookUp(hidden: usize, four: v128): v128 {
  let v = i32x4.splat(load<i8>(hidden + i32x4.extract_lane(four, 0)));
  v = i32x4.replace_lane(v, 1, load<i8>(hidden + i32x4.extract_lane(four, 1)));
  v = i32x4.replace_lane(v, 2, load<i8>(hidden + i32x4.extract_lane(four, 2)));
  return i32x4.replace_lane(v, 3, load<i8>(hidden + i32x4.extract_lane(four, 3)));
}

/** Whether one of 16 RGB pixels may have such shares (the ends are excluded): a pixel of the range is never missed. */
function anyWithin(at: usize, red: i16, redEnd: i16, green: i16, greenEnd: i16): bool {
  const a = v128.load(at);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  let r = i8x16.shuffle(a, b, 0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0, 0, 0, 0, 0);
  let g = i8x16.shuffle(a, b, 1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 0, 0, 0, 0, 0);
  let l = i8x16.shuffle(a, b, 2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0);
  r = i8x16.shuffle(r, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 20, 23, 26, 29);
  g = i8x16.shuffle(g, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 21, 24, 27, 30);
  l = i8x16.shuffle(l, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31);
  const r0 = i16x8.extend_low_i8x16_u(r);
  const g0 = i16x8.extend_low_i8x16_u(g);
  const sum0 = i16x8.add(i16x8.add(r0, g0), i16x8.extend_low_i8x16_u(l));
  const r1 = i16x8.extend_high_i8x16_u(r);
  const g1 = i16x8.extend_high_i8x16_u(g);
  const sum1 = i16x8.add(i16x8.add(r1, g1), i16x8.extend_high_i8x16_u(l));
  const low = v128.and(mayBe(r0, sum0, red, redEnd), mayBe(g0, sum0, green, greenEnd));
  return v128.any_true(v128.or(low, v128.and(mayBe(r1, sum1, red, redEnd), mayBe(g1, sum1, green, greenEnd))));
}

/** from * sum <= 32 * value < end * sum, give or take 2: the bins take 31.999 instead of 32, and round (24,480 at most). */
function mayBe(value: v128, sum: v128, from: i16, end: i16): v128 {
  const share = i16x8.shl(value, 5);
  const above = i16x8.ge_s(i16x8.sub(share, i16x8.mul(sum, i16x8.splat(from))), i16x8.splat(-2));
  return v128.and(above, i16x8.le_s(i16x8.sub(share, i16x8.mul(sum, i16x8.splat(end))), i16x8.splat(2)));
}

/** Pixels are masked where the bin's byte in `hidden` (1024 bytes) is not 0. */
export function hideBins(
  flags: usize,
  width: i32,
  height: i32,
  stride: i32,
  binsAt: usize,
  binStride: i32,
  hidden: usize,
): void {
  for (let y = 0; y < height; y++) {
    const row = binsAt + 2 * y * binStride;
    const to = flags + y * stride;
    for (let x = 0; x < width; x++) if (load<u8>(hidden + load<u16>(row + 2 * x))) store<i8>(to + x, MASKED);
  }
}

/** Bits of each of three counters in a number of 64, and how far they count. */
const COUNTER: u64 = 21;
const COUNTED: i32 = (1 << 21) - 1;

/**
 * Per bin of `a`: how many pixels are valid in both, and how many of them differ by more than `tolerance`, and by more than `rough`.
 * out: 1024 times 32 bits each, one behind the other. `scratch`: 8 bytes a bin.
 */
export function tallyBins(
  a: usize,
  strideA: i32,
  fa: usize,
  flagStrideA: i32,
  b: usize,
  strideB: i32,
  fb: usize,
  flagStrideB: i32,
  width: i32,
  height: i32,
  dx: i32,
  dy: i32,
  tolerance: i32,
  rough: i32,
  every: i32,
  binsAt: usize,
  binStride: i32,
  out: usize,
  scratch: usize,
): void {
  const left = max(dx, 0);
  const right = min(width, width + dx);
  const bottom = min(height, height + dy);
  memory.fill(out, 0, 12 * BINS);
  memory.fill(scratch, 0, 8 * BINS);
  let counted = 0;
  for (let y = max(dy, 0); y < bottom; y += every) {
    const rowA = a + y * strideA;
    const rowB = b + (y - dy) * strideB - dx;
    const flagsA = fa + y * flagStrideA;
    const flagsB = fb + (y - dy) * flagStrideB - dx;
    const binsOfRow = binsAt + 2 * y * binStride;
    if (counted + width > COUNTED) {
      unpack(scratch, out);
      counted = 0;
    }
    counted += width;
    for (let x = left; x < right; x++) {
      const flags = <i32>load<i8>(flagsA + x) + <i32>load<i8>(flagsB + x);
      const isValid = <u64>(flags > 0);
      const counter = scratch + 8 * <usize>load<u16>(binsOfRow + 2 * x);
      const difference = abs(<i32>load<u8>(rowA + x) - <i32>load<u8>(rowB + x));
      const count = 1 | ((<u64>(difference > tolerance)) << COUNTER) | ((<u64>(difference > rough)) << (2 * COUNTER));
      store<u64>(counter, load<u64>(counter) + count * isValid);
    }
  }
  unpack(scratch, out);
}

/** CHROMA_BINS of lambdas/map/ports/kernel.ts. */
const BINS: usize = 1024;

/** Adds the packed counters to the three tables, and empties them. */
function unpack(packed: usize, out: usize): void {
  for (let bin: usize = 0; bin < BINS; bin++) {
    const counts = load<u64>(packed + 8 * bin);
    if (!counts) continue;
    for (let k: usize = 0; k < 3; k++) {
      const table = out + 4 * (k * BINS + bin);
      store<u32>(table, load<u32>(table) + (<u32>(counts >> (k * COUNTER)) & COUNTED));
    }
    store<u64>(packed + 8 * bin, 0);
  }
}
