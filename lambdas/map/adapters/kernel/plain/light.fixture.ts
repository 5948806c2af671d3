/** The kernel's primitives on light and colours in plain JavaScript. */
import type { Box, XY } from '../../../placement.ts';
import type { Pixels } from '../../../ports/pictures.ts';
import { bothValid, overlap } from './overlap.fixture.ts';
import { isValid, MASKED, type PlainStrip } from './pictures.fixture.ts';

export function plainStatistics(strip: PlainStrip, every = 1) {
  let count = 0;
  let sum = 0;
  let squares = 0;
  overlap(strip, [0, 0], every, (i) => {
    if (!isValid(strip.flags[i])) return;
    count += 1;
    sum += strip.values[i]!;
    squares += strip.values[i]! ** 2;
  });
  const mean = count > 0 ? sum / count : 0;
  return { count, mean, deviation: count > 0 ? Math.sqrt(Math.max(0, squares / count - mean * mean)) : 0 };
}

export function plainRelit({ values, ...strip }: PlainStrip, gain: number, offset: number): PlainStrip {
  const [g, o] = [Math.fround(gain), Math.fround(Math.fround(offset) + 0.5)];
  const lit = values.map((value) => Math.min(255, Math.max(0, Math.fround(Math.fround(value * g) + o))));
  return { ...strip, values: lit };
}

export function plainBins({ width: line, channels, data }: Pixels, [left, top, width, height]: Box): Uint16Array {
  const bins = new Uint16Array(width * height);
  const most = Math.fround(31.999);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = ((top + y) * line + left + x) * channels;
      const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
      const share = Math.fround(most / Math.max(1, r + g + b));
      bins[y * width + x] = (Math.trunc(Math.fround(r * share)) << 5) | Math.trunc(Math.fround(g * share));
    }
  return bins;
}

export function plainHideBins({ flags }: PlainStrip, bins: Uint16Array, hidden: Uint8Array): void {
  for (let i = 0; i < flags.length; i++) if (hidden[bins[i]!]) flags[i] = MASKED;
}

export function plainTallyBins(
  a: PlainStrip,
  b: PlainStrip,
  at: XY,
  bins: Uint16Array,
  { tolerance, every = 1, top = 0 }: { tolerance: number; every?: number; top?: number },
  seen: Uint32Array,
  differ: Uint32Array,
): void {
  overlap(a, at, 1, (i, j, _, y) => {
    if ((top + y) % every !== 0 || !bothValid(a, i, b, j)) return;
    seen[bins[i]!]! += 1;
    if (Math.abs(a.values[i]! - b.values[j]!) > tolerance) differ[bins[i]!]! += 1;
  });
}
