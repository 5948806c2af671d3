import { sum4f } from './bytes';

/**
 * From z, the transform of a + i b (a and b real): the cross power C = A conj(B), whitened to C / |C|^0.75 (`gentle`) or C / |C|, into
 * `re` and `im`. A and B come apart by their symmetry: A(k) = (z(k) + conj z(-k)) / 2, B(k) = (z(k) - conj z(-k)) / 2i.
 * Phase correlation after Kuglin and Hines 1975; the exponent below 1 keeps what is only noise from counting as much as what is
 * seen (measured: docs/decisions). A thousandth of the mean magnitude is added to each, so that zeros stay zeros.
 * Planes of 32-bit floats, width x height, the width a multiple of 4. Only the columns 0 to width / 2 are made: what is real mirrors them.
 */
export function crossPower(zr: usize, zi: usize, width: i32, height: i32, re: usize, im: usize, gentle: bool): void {
  const half = f32x4.splat(0.5);
  const middle = width / 2;
  let total: f64 = 0;
  for (let y = 0; y < height; y++) {
    const row = 4 * y * width;
    const mirrored = 4 * (y ? height - y : 0) * width;
    let sum = f32x4.splat(0);
    for (let x = 0; x <= middle; x += 4) {
      const i = row + 4 * x;
      const pr = v128.load(zr + i);
      const pi = v128.load(zi + i);
      const qr = backwards(zr + mirrored, width, x);
      const qi = backwards(zi + mirrored, width, x);
      const ar = f32x4.mul(half, f32x4.add(pr, qr));
      const ai = f32x4.mul(half, f32x4.sub(pi, qi));
      const br = f32x4.mul(half, f32x4.add(pi, qi));
      const bi = f32x4.mul(half, f32x4.sub(qr, pr));
      const cr = f32x4.add(f32x4.mul(ar, br), f32x4.mul(ai, bi));
      const ci = f32x4.sub(f32x4.mul(ai, br), f32x4.mul(ar, bi));
      v128.store(re + i, cr);
      v128.store(im + i, ci);
      const magnitude = f32x4.add(f32x4.abs(cr), f32x4.abs(ci));
      sum = f32x4.add(sum, f32x4.mul(magnitude, timesSeen(x, middle)));
    }
    total += sum4f(sum);
  }
  const floor = f32x4.splat(<f32>((0.001 * total) / (<f64>width * height) + 1e-20));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x <= middle; x += 4) {
      const i = 4 * (y * width + x);
      const a = v128.load(re + i);
      const b = v128.load(im + i);
      let size = f32x4.add(f32x4.sqrt(f32x4.add(f32x4.mul(a, a), f32x4.mul(b, b))), floor);
      if (gentle) {
        const root = f32x4.sqrt(size);
        size = f32x4.mul(root, f32x4.sqrt(root));
      }
      v128.store(re + i, f32x4.div(a, size));
      v128.store(im + i, f32x4.div(b, size));
    }
  }
  // The mean says nothing of where.
  store<f32>(re, 0);
  store<f32>(im, 0);
}

/** How often what stands in four columns is in the whole: the first and the middle one are their own mirrors. */
function timesSeen(x: i32, middle: i32): v128 {
  if (x === 0) return middle === 2 ? f32x4(1, 2, 1, 0) : f32x4(1, 2, 2, 2);
  if (x + 4 <= middle) return f32x4.splat(2);
  return x === middle ? f32x4(1, 0, 0, 0) : f32x4(2, 2, 1, 0);
}

/** The values at -x, -x - 1, -x - 2, -x - 3 of a row that repeats every `width`. */
function backwards(row: usize, width: i32, x: i32): v128 {
  if (x > 0) {
    const v = v128.load(row + 4 * (width - x - 3));
    return i32x4.shuffle(v, v, 3, 2, 1, 0);
  }
  const v = v128.load(row + 4 * (width - 4));
  return i32x4.shuffle(v128.load32_splat(row), v, 0, 7, 6, 5);
}
