import { fourierOfColumns, lines4, transpose } from './fourier';

/** 16 vectors: the blocks of four columns of two rows, four of each at once. */
const blocks = memory.data(256, 16);

/**
 * The real picture (times width * height) whose transform is given, into `real`: half of the work of a complex one. Of the
 * transform the columns 0 to width / 2 are read, since the others mirror them; what is in the planes is gone afterwards.
 * Columns are transformed as `fourier2` does it, backwards by the planes exchanged; then two rows as the real and the imaginary part
 * of one: R1 + i R2 has in the column width - k what conj R1 + i conj R2 has in k.
 */
export function inverseReal(
  real: usize,
  imaginary: usize,
  width: i32,
  height: i32,
  turnsAcross: usize,
  turnsDown: usize,
  scratch: usize,
): void {
  const line = 4 * width;
  const middle = width / 2;
  fourierOfColumns(imaginary, real, line, middle + 1, height, turnsDown, scratch);
  const part = scratch + 16 * width;
  for (let y = 0; y < height; y += 8) {
    const re = real + y * line;
    const im = imaginary + y * line;
    const isPair = y + 4 < height;
    if (!isPair) memory.fill(blocks + 128, 0, 128);
    for (let x = 0; x <= middle; x += 4) {
      transpose(re + 4 * x, line, blocks, 16);
      transpose(im + 4 * x, line, blocks + 64, 16);
      if (isPair) {
        transpose(re + 4 * (line + x), line, blocks + 128, 16);
        transpose(im + 4 * (line + x), line, blocks + 192, 16);
      }
      for (let j = 0; j < 4 && x + j <= middle; j++) {
        const k = x + j;
        const a = v128.load(blocks + 16 * j);
        const b = v128.load(blocks + 16 * j, 64);
        const c = v128.load(blocks + 16 * j, 128);
        const d = v128.load(blocks + 16 * j, 192);
        v128.store(scratch + 16 * k, f32x4.add(b, c));
        v128.store(part + 16 * k, f32x4.sub(a, d));
        if (k === 0 || k === middle) continue;
        v128.store(scratch + 16 * (width - k), f32x4.sub(c, b));
        v128.store(part + 16 * (width - k), f32x4.add(a, d));
      }
    }
    const done = lines4(width, turnsAcross, scratch);
    for (let x = 0; x < width; x += 4) {
      transpose(done + 16 * (width + x), 16, re + 4 * x, line);
      if (isPair) transpose(done + 16 * x, 16, re + 4 * (line + x), line);
    }
  }
}
