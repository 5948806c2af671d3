import { radix2, radix3, radix4, radix5 } from './radix';

/**
 * Fourier transform of a complex picture in place: planes of 32-bit floats for the real and the imaginary part, width x height, both
 * multiples of 4 and products of 2, 3 and 5. No scaling. With the planes exchanged it is the inverse (times width * height).
 * Four rows, then four columns, are transformed at once, one in each lane.
 * `turnsAcross`, `turnsDown`: cos and -sin of 2 pi k / n, as pairs; `scratch`: 4 vectors for each of max(width, height).
 */
export function fourier2(
  real: usize,
  imaginary: usize,
  width: i32,
  height: i32,
  turnsAcross: usize,
  turnsDown: usize,
  scratch: usize,
): void {
  const line = 4 * width;
  for (let y = 0; y < height; y += 4) {
    const re = real + y * line;
    const im = imaginary + y * line;
    const part = scratch + 16 * width;
    for (let x = 0; x < width; x += 4) {
      transpose(re + 4 * x, line, scratch + 16 * x, 16);
      transpose(im + 4 * x, line, part + 16 * x, 16);
    }
    const done = lines4(width, turnsAcross, scratch);
    for (let x = 0; x < width; x += 4) {
      transpose(done + 16 * x, 16, re + 4 * x, line);
      transpose(done + 16 * (width + x), 16, im + 4 * x, line);
    }
  }
  fourierOfColumns(real, imaginary, line, width, height, turnsDown, scratch);
}

/** The first `columns` columns of planes whose rows lie `line` bytes apart, four at once. */
export function fourierOfColumns(
  real: usize,
  imaginary: usize,
  line: i32,
  columns: i32,
  height: i32,
  turnsDown: usize,
  scratch: usize,
): void {
  for (let x = 0; x < columns; x += 4) {
    const re = real + 4 * x;
    const im = imaginary + 4 * x;
    for (let y = 0; y < height; y++) {
      v128.store(scratch + 16 * y, v128.load(re + y * line));
      v128.store(scratch + 16 * (height + y), v128.load(im + y * line));
    }
    const done = lines4(height, turnsDown, scratch);
    for (let y = 0; y < height; y++) {
      v128.store(re + y * line, v128.load(done + 16 * y));
      v128.store(im + y * line, v128.load(done + 16 * (height + y)));
    }
  }
}

/** 4 x 4 floats: rows become columns. */
export function transpose(from: usize, fromStep: i32, to: usize, toStep: i32): void {
  const a = v128.load(from);
  const b = v128.load(from + fromStep);
  const c = v128.load(from + 2 * fromStep);
  const d = v128.load(from + 3 * fromStep);
  const ab0 = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const ab1 = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const cd0 = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const cd1 = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(to, i64x2.shuffle(ab0, cd0, 0, 2));
  v128.store(to + toStep, i64x2.shuffle(ab0, cd0, 1, 3));
  v128.store(to + 2 * toStep, i64x2.shuffle(ab1, cd1, 0, 2));
  v128.store(to + 3 * toStep, i64x2.shuffle(ab1, cd1, 1, 3));
}

/**
 * Four transforms of length n at once by Stockham's algorithm (Van Loan, Computational Frameworks for the Fast Fourier Transform,
 * 1992, 1.7), which needs no reordering: n real vectors and n imaginary ones at `data`, as many again behind them for the other
 * half of the steps. Returns where the result stands.
 */
export function lines4(n: i32, turns: usize, data: usize): usize {
  let from = data;
  let to = data + 32 * n;
  let length = n;
  let step = 1;
  while (length > 1) {
    let radix = 5;
    if (length % 4 === 0) {
      radix = 4;
      radix4(n, length / 4, step, turns, from, to);
    } else if (length % 2 === 0) {
      radix = 2;
      radix2(n, length / 2, step, turns, from, to);
    } else if (length % 3 === 0) {
      radix = 3;
      radix3(n, length / 3, step, turns, from, to);
    } else radix5(n, length / 5, step, turns, from, to);
    const swap = from;
    from = to;
    to = swap;
    length /= radix;
    step *= radix;
  }
  return from;
}
