import { type Canvas, createCanvas } from './canvas.ts';

/** Squares of a canvas, row by row, that nobody looks at. `side` in px. */
export type Spared = { side: number; squares: boolean[] };

/**
 * Half the size by a 2 x 2 box, rounded to nearest. Colours are weighted by coverage, so that what no shot covers is
 * transparent and does not darken the edge of the world. The width must be a multiple of 4, the height even, so must be the sides of
 * `spared` squares: what is made of them has any content.
 */
export function halve(canvas: Canvas, spared?: Spared): Canvas {
  const half = createCanvas(canvas.width / 2, canvas.height / 2, canvas.cover ? 'part' : 'full');
  for (const area of areasOf(half, spared)) {
    halveColours(canvas, half, area);
    if (canvas.cover) halveEdges(canvas, half, area);
  }
  return half;
}

/** Of the half canvas, px: right and bottom not included. */
type Area = { left: number; top: number; right: number; bottom: number };

function areasOf({ width, height }: Canvas, spared: Spared | undefined): Area[] {
  if (!spared) return [{ left: 0, top: 0, right: width, bottom: height }];
  const side = spared.side / 2;
  const across = Math.ceil(width / side);
  return spared.squares.flatMap((isSpared, i): Area[] => {
    if (isSpared) return [];
    const [left, top] = [side * (i % across), side * Math.floor(i / across)];
    return [{ left, top, right: Math.min(width, left + side), bottom: Math.min(height, top + side) }];
  });
}

const EVEN = 0x00ff00ff;

/**
 * Every pixel as if it were covered. Four samples are read at once as a 32-bit word and added in 16-bit halves: half the
 * time of one sample after the other. Twelve bytes (four pixels) of two rows become six bytes; little-endian, as
 * every platform of Node.
 */
function halveColours({ rgb, width }: Canvas, half: Canvas, { left, top, right, bottom }: Area): void {
  const words = new Uint32Array(rgb.buffer, rgb.byteOffset, rgb.byteLength / 4);
  const rowWords = (width * 3) / 4;
  const target = half.rgb;
  for (let y = top; y < bottom; y++) {
    let a = 2 * y * rowWords + (left / 2) * 3;
    let d = (y * half.width + left) * 3;
    for (const end = a + ((right - left) / 2) * 3; a < end; a += 3, d += 6) {
      const a0 = words[a]!;
      const b0 = words[a + rowWords]!;
      const a1 = words[a + 1]!;
      const b1 = words[a + rowWords + 1]!;
      const a2 = words[a + 2]!;
      const b2 = words[a + rowWords + 2]!;
      // Sums of the two rows: bytes 0 and 2 of a word in `even`, 1 and 3 in `odd`, low half first.
      const even0 = (a0 & EVEN) + (b0 & EVEN);
      const odd0 = ((a0 >>> 8) & EVEN) + ((b0 >>> 8) & EVEN);
      const even1 = (a1 & EVEN) + (b1 & EVEN);
      const odd1 = ((a1 >>> 8) & EVEN) + ((b1 >>> 8) & EVEN);
      const even2 = (a2 & EVEN) + (b2 & EVEN);
      const odd2 = ((a2 >>> 8) & EVEN) + ((b2 >>> 8) & EVEN);
      target[d] = ((even0 & 0xffff) + (odd0 >>> 16) + 2) >> 2;
      target[d + 1] = ((odd0 & 0xffff) + (even1 & 0xffff) + 2) >> 2;
      target[d + 2] = ((even0 >>> 16) + (odd1 & 0xffff) + 2) >> 2;
      target[d + 3] = ((even1 >>> 16) + (odd2 & 0xffff) + 2) >> 2;
      target[d + 4] = ((odd1 >>> 16) + (even2 >>> 16) + 2) >> 2;
      target[d + 5] = ((even2 & 0xffff) + (odd2 >>> 16) + 2) >> 2;
    }
  }
}

/** The coverage, and the colours of the pixels that are not made of four covered ones. */
function halveEdges({ rgb, width, cover }: Canvas, half: Canvas, { left, top, right, bottom }: Area): void {
  // Two neighbours of a row at once: inside the world and outside it, which is nearly everywhere, they are equal.
  const pairs = new Uint16Array(cover!.buffer, cover!.byteOffset, cover!.byteLength / 2);
  for (let y = top; y < bottom; y++) {
    let a = y * width + left;
    let b = a + width / 2;
    let d = y * half.width + left;
    for (const end = a + right - left; a < end; a++, b++, d++) {
      if (pairs[a] === 0xffff && pairs[b] === 0xffff) half.cover![d] = 255;
      else if (pairs[a] !== 0 || pairs[b] !== 0) halveEdgePixel(rgb, cover!, width, 2 * a, half, d);
    }
  }
}

function halveEdgePixel(rgb: Uint8Array, cover: Uint8Array, width: number, a: number, half: Canvas, d: number): void {
  const places = [a, a + 1, a + width, a + width + 1];
  const sum = places.reduce((total, place) => total + cover[place]!, 0);
  half.cover![d] = Math.max(1, (sum + 2) >> 2);
  for (let c = 0; c < 3; c++) {
    const weighted = places.reduce((total, place) => total + rgb[3 * place + c]! * cover[place]!, 0);
    half.rgb[3 * d + c] = Math.round(weighted / sum);
  }
}
