import { describe, expect, it } from 'vitest';
import { type Canvas, createCanvas } from './canvas.ts';
import { halve } from './halve.ts';

/** A canvas of scrambled samples; every third pixel is half covered, every fifth not at all, when there is a cover. */
function scrambled(coverage: 'part' | 'full'): Canvas {
  const canvas = createCanvas(12, 6, coverage);
  for (let i = 0; i < 72; i++) {
    const cover = i % 5 === 0 ? 0 : i % 3 === 0 ? 128 : 255;
    if (canvas.cover) canvas.cover[i] = cover;
    for (let c = 0; c < 3; c++) canvas.rgb[3 * i + c] = canvas.cover && cover === 0 ? 0 : (i * 97 + c * 151) % 256;
  }
  return canvas;
}

/** The definition, pixel by pixel. */
function mean({ width, rgb, cover }: Canvas, x: number, y: number): number[] {
  const places = [2 * y * width + 2 * x, 2 * y * width + 2 * x + 1].flatMap((i) => [i, i + width]);
  const weights = places.map((i) => (cover ? cover[i]! : 255));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const of = (c: number) => places.reduce((sum, i, k) => sum + rgb[3 * i + c]! * weights[k]!, 0);
  return [0, 1, 2].map((c) => (total === 0 ? 0 : Math.round(of(c) / total))).concat(Math.round(total / 4));
}

describe('halve', () => {
  it.each(['part', 'full'] as const)('takes the mean of four pixels, weighted by coverage (%s)', (coverage) => {
    const canvas = scrambled(coverage);
    const half = halve(canvas);
    expect([half.width, half.height, half.cover !== undefined]).toEqual([6, 3, coverage === 'part']);
    for (let i = 0; i < 18; i++) {
      const found = [...half.rgb.subarray(3 * i, 3 * i + 3), half.cover ? half.cover[i]! : 255];
      expect(found, `pixel ${i}`).toEqual(mean(canvas, i % 6, Math.floor(i / 6)));
    }
  });

  it.each(['part', 'full'] as const)('looks at no square that is spared (%s)', (coverage) => {
    const canvas = createCanvas(24, 20, coverage);
    for (let i = 0; i < 24 * 20; i++) {
      if (canvas.cover) canvas.cover[i] = (i * 89) % 256;
      for (let c = 0; c < 3; c++) canvas.rgb[3 * i + c] = (i * 97 + c * 151) % 256;
    }
    const whole = halve(canvas);
    const squares = [true, false, false, false, true, true, false, true, false];
    const half = halve(canvas, { side: 8, squares });
    for (let y = 0; y < 10; y++) {
      for (let x = 0; x < 12; x++) {
        const i = y * 12 + x;
        const isSpared = squares[3 * Math.floor(y / 4) + Math.floor(x / 4)];
        const of = ({ rgb, cover }: Canvas) => [...rgb.subarray(3 * i, 3 * i + 3), cover?.[i]];
        if (!isSpared) expect(of(half)).toEqual(of(whole));
        else if (coverage === 'part') expect(of(half)).toEqual([0, 0, 0, 0]);
      }
    }
  });

  it('keeps the extremes', () => {
    const white = createCanvas(4, 2, 'full');
    white.rgb.fill(255);
    expect([...halve(white).rgb]).toEqual([255, 255, 255, 255, 255, 255]);
  });

  it('does not let uncovered pixels darken the edge', () => {
    const canvas = createCanvas(4, 2, 'part');
    canvas.rgb.set([200, 100, 50], 0);
    canvas.cover![0] = 255;
    const half = halve(canvas);
    expect([...half.rgb]).toEqual([200, 100, 50, 0, 0, 0]);
    expect([...half.cover!]).toEqual([64, 0]);
  });

  it('keeps the faintest coverage, so that a pixel that was shown does not vanish', () => {
    const canvas = createCanvas(4, 2, 'part');
    canvas.cover![0] = 1;
    expect(halve(canvas).cover![0]).toBe(1);
  });
});
