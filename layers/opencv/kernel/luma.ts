import { repeatEdges } from './bytes';

/** BT.601's weights in 256ths; they add up to 256, so that white stays 255. */
const RED: i16 = 77;
const GREEN: i16 = 150;
const BLUE: i16 = 29;

/** (77 R + 150 G + 29 B) >> 8 of 8-bit RGB (`channels` 3) or RGBA (4), into a plane whose edges are repeated. */
export function luma(source: usize, width: i32, height: i32, channels: i32, target: usize, stride: i32): void {
  for (let y = 0; y < height; y++) {
    const from = source + y * width * channels;
    const to = target + y * stride;
    let x = 0;
    if (channels === 3) for (; x + 16 <= width; x += 16) v128.store(to + x, sixteenRgb(from + x * 3));
    else for (; x + 16 <= width; x += 16) v128.store(to + x, sixteenRgba(from + x * 4));
    for (; x < width; x++) {
      const p = from + x * channels;
      const sum = <u32>RED * load<u8>(p) + <u32>GREEN * load<u8>(p, 1) + <u32>BLUE * load<u8>(p, 2);
      store<u8>(to + x, <u8>(sum >> 8));
    }
    repeatEdges(to, width);
  }
}

function sixteenRgb(p: usize): v128 {
  const a = v128.load(p);
  const b = v128.load(p, 16);
  const c = v128.load(p, 32);
  let r = i8x16.shuffle(a, b, 0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0, 0, 0, 0, 0);
  let g = i8x16.shuffle(a, b, 1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 0, 0, 0, 0, 0);
  let l = i8x16.shuffle(a, b, 2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0);
  r = i8x16.shuffle(r, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 20, 23, 26, 29);
  g = i8x16.shuffle(g, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 21, 24, 27, 30);
  l = i8x16.shuffle(l, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31);
  return weighed(r, g, l);
}

function sixteenRgba(p: usize): v128 {
  const a = v128.load(p);
  const b = v128.load(p, 16);
  const c = v128.load(p, 32);
  const d = v128.load(p, 48);
  // First R R R R R R R R G G G G G G G G and B in the lower half, of each 8 pixels; then the halves together.
  const rg0 = i8x16.shuffle(a, b, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
  const rg1 = i8x16.shuffle(c, d, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
  const l0 = i8x16.shuffle(a, b, 2, 6, 10, 14, 18, 22, 26, 30, 0, 0, 0, 0, 0, 0, 0, 0);
  const l1 = i8x16.shuffle(c, d, 2, 6, 10, 14, 18, 22, 26, 30, 0, 0, 0, 0, 0, 0, 0, 0);
  return weighed(i64x2.shuffle(rg0, rg1, 0, 2), i64x2.shuffle(rg0, rg1, 1, 3), i64x2.shuffle(l0, l1, 0, 2));
}

function weighed(r: v128, g: v128, b: v128): v128 {
  const kr = i16x8.splat(RED);
  const kg = i16x8.splat(GREEN);
  const kb = i16x8.splat(BLUE);
  const low = i16x8.add(
    i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(r), kr), i16x8.mul(i16x8.extend_low_i8x16_u(g), kg)),
    i16x8.mul(i16x8.extend_low_i8x16_u(b), kb),
  );
  const high = i16x8.add(
    i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_u(r), kr), i16x8.mul(i16x8.extend_high_i8x16_u(g), kg)),
    i16x8.mul(i16x8.extend_high_i8x16_u(b), kb),
  );
  return i8x16.narrow_i16x8_u(i16x8.shr_u(low, 8), i16x8.shr_u(high, 8));
}
