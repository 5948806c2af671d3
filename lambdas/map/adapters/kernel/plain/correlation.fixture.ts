/** Correlation and its peaks in plain JavaScript, summed in 64-bit floats. */
import type { XY } from '../../../placement.ts';
import type { Peak } from '../../../ports/kernel.ts';
import { transformLength, tukeyWindow, turns } from '../transform-tables.ts';
import { isValid, type PlainStrip } from './pictures.fixture.ts';

export type PlainSurface = { width: number; height: number; scale: number; data: Float64Array };
type Complex = { re: Float64Array; im: Float64Array };

export function plainCorrelate(
  a: PlainStrip,
  b: PlainStrip,
  { scale, taper = 0.35, power = 0.75 }: { scale: number; taper?: number; power?: number },
): PlainSurface {
  const [across, down] = [Math.ceil(a.width / scale), Math.ceil(a.height / scale)];
  const [width, height] = [transformLength(across), transformLength(down)];
  const [windowX, windowY] = [tukeyWindow(across, width, taper), tukeyWindow(down, height, taper)];
  const [z, w] = [a, b].map((strip) => {
    const re = new Float64Array(width * height);
    shrink(strip, scale, (x, y, value) => {
      re[y * width + x] = value * windowX[x]! * windowY[y]!;
    });
    const spectrum = { re, im: new Float64Array(width * height) };
    plainFourier(spectrum, width, height);
    return spectrum;
  }) as [Complex, Complex];
  const re = z.re.map((ar, i) => ar * w.re[i]! + z.im[i]! * w.im[i]!);
  const im = z.re.map((ar, i) => z.im[i]! * w.re[i]! - ar * w.im[i]!);
  let total = 0;
  for (let i = 0; i < re.length; i++) total += Math.abs(re[i]!) + Math.abs(im[i]!);
  const floor = (0.001 * total) / re.length + 1e-20;
  for (let i = 0; i < re.length; i++) {
    const size = (Math.hypot(re[i]!, im[i]!) + floor) ** power;
    re[i]! /= size;
    im[i]! /= size;
  }
  re[0] = im[0] = 0;
  plainFourier({ re: im, im: re }, width, height);
  return { width, height, scale, data: re };
}

/** Calls `see` with each known cell, the mean of all taken off. */
function shrink(strip: PlainStrip, scale: number, see: (x: number, y: number, value: number) => void): void {
  const cells: [number, number, number][] = [];
  for (let y = 0; y * scale < strip.height; y++)
    for (let x = 0; x * scale < strip.width; x++) {
      let [sum, count] = [0, 0];
      for (let j = y * scale; j < Math.min((y + 1) * scale, strip.height); j++)
        for (let i = x * scale; i < Math.min((x + 1) * scale, strip.width); i++) {
          if (!isValid(strip.flags[j * strip.width + i])) continue;
          sum += strip.values[j * strip.width + i]!;
          count += 1;
        }
      if (2 * count > scale * scale) cells.push([x, y, sum / count]);
    }
  const mean = cells.reduce((sum, [, , value]) => sum + value, 0) / Math.max(1, cells.length);
  for (const [x, y, value] of cells) see(x, y, value - mean);
}

/** In place, rows and then columns. */
export function plainFourier({ re, im }: Complex, width: number, height: number): void {
  const line = (start: number, step: number, n: number) => {
    const part = { re: new Float64Array(n), im: new Float64Array(n) };
    for (let k = 0, at = start; k < n; k++, at += step) {
      part.re[k] = re[at]!;
      part.im[k] = im[at]!;
    }
    const done = transform(part, turns(n));
    for (let k = 0, at = start; k < n; k++, at += step) {
      re[at] = done.re[k]!;
      im[at] = done.im[k]!;
    }
  };
  for (let y = 0; y < height; y++) line(y * width, 1, width);
  for (let x = 0; x < width; x++) line(x, width, height);
}

/** By Stockham's algorithm with any prime factor. `table`: pairs cos, -sin of 2 pi k / n. */
function transform(data: Complex, table: Float32Array): Complex {
  const n = data.re.length;
  let from = data;
  let to: Complex = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let length = n, step = 1; length > 1; ) {
    let radix = 2;
    while (length % radix !== 0) radix += 1;
    const groups = length / radix;
    for (let q = 0; q < groups; q++)
      for (let k = 0; k < radix; k++)
        for (let r = 0; r < step; r++) {
          let [sumRe, sumIm] = [0, 0];
          for (let t = 0; t < radix; t++) {
            // The turns within the radix and behind it, together.
            const turn = 2 * ((k * (t * groups + q) * step) % n);
            const [c, s] = [table[turn]!, table[turn + 1]!];
            const i = r + step * (q + groups * t);
            sumRe += from.re[i]! * c - from.im[i]! * s;
            sumIm += from.re[i]! * s + from.im[i]! * c;
          }
          const o = r + step * (radix * q + k);
          to.re[o] = sumRe;
          to.im[o] = sumIm;
        }
    [from, to] = [to, from];
    length = groups;
    step *= radix;
  }
  return from;
}

export function plainPeaks(
  { width, height, scale, data }: PlainSurface,
  { radius, around = [0, 0], most, apart }: { radius: XY; around?: XY; most: number; apart: number },
): Peak[] {
  const rx = Math.min(Math.ceil(radius[0] / scale), Math.floor((width - 1) / 2));
  const ry = Math.min(Math.ceil(radius[1] / scale), Math.floor((height - 1) / 2));
  const [cx, cy] = [Math.round(around[0] / scale), Math.round(around[1] / scale)];
  const value = (x: number, y: number) =>
    data[((((cy + y) % height) + height) % height) * width + ((((cx + x) % width) + width) % width)]!;
  const maxima: { x: number; y: number; v: number }[] = [];
  let squares = 0;
  for (let y = -ry; y <= ry; y++)
    for (let x = -rx; x <= rx; x++) {
      const v = value(x, y);
      squares += v * v;
      let highest = true;
      for (let j = -1; j <= 1; j++) for (let i = -1; i <= 1; i++) highest &&= v >= value(x + i, y + j);
      if (highest) maxima.push({ x, y, v });
    }
  const deviation = Math.sqrt(squares / ((2 * rx + 1) * (2 * ry + 1)));
  const kept: typeof maxima = [];
  for (const peak of maxima.sort((p, q) => q.v - p.v)) {
    const near = ({ x, y }: { x: number; y: number }) =>
      Math.abs(x - peak.x) <= apart / scale && Math.abs(y - peak.y) <= apart / scale;
    if (kept.length < most && !kept.some(near)) kept.push(peak);
  }
  const top = (l: number, m: number, r: number) => (l - 2 * m + r < 0 ? (0.5 * (l - r)) / (l - 2 * m + r) : 0);
  return kept.map(({ x, y, v }) => ({
    at: [
      scale * (cx + x + top(value(x - 1, y), v, value(x + 1, y))),
      scale * (cy + y + top(value(x, y - 1), v, value(x, y + 1))),
    ],
    height: v / deviation,
  }));
}
