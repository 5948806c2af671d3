import { type Canvas, createCanvas } from './canvas.ts';

/**
 * Half the size by a 2 x 2 box, rounded to nearest. Colours are weighted by coverage, so that what no shot covers is
 * transparent and does not darken the edge of the world. Width and height must be even.
 */
export function halve(canvas: Canvas): Canvas {
  const half = createCanvas(canvas.width / 2, canvas.height / 2);
  for (let y = 0; y < half.height; y++) {
    const upper = 2 * y * canvas.width;
    const lower = upper + canvas.width;
    if (isCovered(canvas.cover, upper, lower + canvas.width)) {
      halveCovered(canvas.rgb, upper * 3, lower * 3, half, y);
    } else {
      halvePartly(canvas, upper, lower, half, y);
    }
  }
  return half;
}

function isCovered(cover: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (cover[i] !== 255) return false;
  return true;
}

function halveCovered(rgb: Uint8Array, upper: number, lower: number, half: Canvas, y: number): void {
  const target = half.rgb;
  let d = y * half.width * 3;
  for (let x = 0, a = upper, b = lower; x < half.width; x++, a += 6, b += 6, d += 3) {
    target[d] = (rgb[a]! + rgb[a + 3]! + rgb[b]! + rgb[b + 3]! + 2) >> 2;
    target[d + 1] = (rgb[a + 1]! + rgb[a + 4]! + rgb[b + 1]! + rgb[b + 4]! + 2) >> 2;
    target[d + 2] = (rgb[a + 2]! + rgb[a + 5]! + rgb[b + 2]! + rgb[b + 5]! + 2) >> 2;
  }
  half.cover.fill(255, y * half.width, (y + 1) * half.width);
}

function halvePartly({ rgb, cover }: Canvas, upper: number, lower: number, half: Canvas, y: number): void {
  for (let x = 0; x < half.width; x++) {
    const a = upper + 2 * x;
    const b = lower + 2 * x;
    const sum = cover[a]! + cover[a + 1]! + cover[b]! + cover[b + 1]!;
    if (sum === 0) continue;
    const d = y * half.width + x;
    half.cover[d] = Math.max(1, (sum + 2) >> 2);
    for (let c = 0; c < 3; c++) {
      const weighted =
        rgb[a * 3 + c]! * cover[a]! +
        rgb[a * 3 + 3 + c]! * cover[a + 1]! +
        rgb[b * 3 + c]! * cover[b]! +
        rgb[b * 3 + 3 + c]! * cover[b + 1]!;
      half.rgb[d * 3 + c] = Math.round(weighted / sum);
    }
  }
}
