/** A little less than 32, so that a share of 1 is still in the last bin. */
const SHARES: f32 = 31.999;

/**
 * Chroma of each pixel as a bin that brightness does not move: 32 * floor(31.999 r / (r + g + b)) + floor(31.999 g / (r + g + b)),
 * black is 0. `picture`: address of the top-left pixel of the part, whose rows are `line` bytes apart. out: 16 bits a pixel, rows
 * every 2 * `stride` bytes; up to 4 bytes are read behind the last pixel.
 */
export function bins(picture: usize, line: i32, channels: i32, width: i32, height: i32, out: usize, stride: i32): void {
  // V8 makes constants of 16 bytes anew in each step of a loop unless they are at hand.
  const zero = i32x4.splat(0);
  const low = i32x4.splat(0xff);
  const most = f32x4.splat(SHARES);
  const one = f32x4.splat(1);
  const apart = i8x16(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1);
  for (let y = 0; y < height; y++) {
    const row = picture + y * line;
    const to = out + 2 * y * stride;
    for (let x = 0; x < width; x += 4) {
      const v = v128.load(row + x * channels);
      const rgba = channels === 3 ? i8x16.swizzle(v, apart) : v;
      const r = f32x4.convert_i32x4_u(v128.and(rgba, low));
      const g = f32x4.convert_i32x4_u(v128.and(i32x4.shr_u(rgba, 8), low));
      const b = f32x4.convert_i32x4_u(v128.and(i32x4.shr_u(rgba, 16), low));
      const share = f32x4.div(most, f32x4.max(f32x4.add(f32x4.add(r, g), b), one));
      const red = i32x4.trunc_sat_f32x4_s(f32x4.mul(r, share));
      const green = i32x4.trunc_sat_f32x4_s(f32x4.mul(g, share));
      v128.store64_lane(to + 2 * x, i16x8.narrow_i32x4_s(v128.or(i32x4.shl(red, 5), green), zero), 0);
    }
  }
}

/** Bits of each of three counters in a number of 64, and how far they count. */
const COUNTER: u64 = 21;
const COUNTED: i32 = (1 << 21) - 1;

/**
 * Per bin of `a`: how many pixels are valid in both, and how many of them differ by more than `tolerance`, and by more than `rough`.
 * Every `every`-th row of the picture that `a` is of has bins, and is looked at: row 0 of `a` is its row `top`.
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
  binsAt: usize,
  binStride: i32,
  every: i32,
  top: i32,
  out: usize,
  scratch: usize,
): void {
  const left = max(dx, 0);
  const right = min(width, width + dx);
  const bottom = min(height, height + dy);
  memory.fill(out, 0, 12 * BINS);
  memory.fill(scratch, 0, 8 * BINS);
  let counted = 0;
  const above = max(dy, 0);
  for (let y = above + ((every - ((top + above) % every)) % every); y < bottom; y += every) {
    const rowA = a + y * strideA;
    const rowB = b + (y - dy) * strideB - dx;
    const flagsA = fa + y * flagStrideA;
    const flagsB = fb + (y - dy) * flagStrideB - dx;
    const binsOfRow = binsAt + 2 * ((top + y) / every) * binStride;
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
