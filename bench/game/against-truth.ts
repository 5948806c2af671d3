import sharp from 'sharp';

export type Raw = { width: number; height: number; data: Buffer };

export async function rawOf(picture: string | Uint8Array): Promise<Raw> {
  const { data, info } = await sharp(picture, { limitInputPixels: false })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/**
 * The colours of the sea go round while the game runs, and two starts may stand at different turns: (32, 68, 112), (36, 72, 116), ...
 * (48, 84, 128). Which one it is; -1 for any other colour.
 */
function seaOf(data: Buffer, at: number): number {
  const red = data[at]!;
  const isSea = red >= 32 && red <= 48 && red % 4 === 0 && data[at + 1] === red + 36 && data[at + 2] === red + 80;
  return isSea ? (red - 32) / 4 : -1;
}
const TURNS = 5;
/** Ground is at most so much higher than the sea, in px; on slopes it can be any whole number. */
export const HIGHEST = 240;
/** Pixels looked at to find the height: 2,600 of a capture, at no distance at which the ground repeats. */
const SAMPLED = 499;

/**
 * The share of a capture's pixels that are those of the true picture, the sea turned by `turn`, at the height of ground where most
 * are.
 * @param at where it would lie on flat ground at sea level
 */
export function sameAs(truth: Raw, capture: Raw, at: [number, number], turn: number): { share: number; up: number } {
  const ups = Array.from({ length: HIGHEST + 1 }, (_, up) => up);
  const shareAt = (up: number, every: number) => count(truth, capture, [at[0], at[1] - up], turn, every);
  const sampled = ups.map((up) => ({ up, share: shareAt(up, SAMPLED) })).toSorted((a, b) => b.share - a.share);
  const whole = sampled.slice(0, 2).map(({ up }) => ({ up, share: shareAt(up, 1) }));
  return whole.toSorted((a, b) => b.share - a.share)[0]!;
}

function count(truth: Raw, { data, width, height }: Raw, [left, top]: [number, number], turn: number, every: number) {
  let [same, all] = [0, 0];
  for (let i = 0; i < width * height; i += every) {
    const [x, y] = [left + (i % width), top + Math.floor(i / width)];
    if (x < 0 || y < 0 || x >= truth.width || y >= truth.height) continue;
    all++;
    const [a, b] = [i * 3, (y * truth.width + x) * 3];
    const sea = seaOf(data, a);
    const their = truth.data;
    if (sea >= 0 ? seaOf(their, b) === (sea + turn) % TURNS : isSame(data, a, their, b)) same++;
  }
  return all === 0 ? 0 : same / all;
}

const isSame = (a: Buffer, at: number, b: Buffer, bt: number): boolean =>
  a[at] === b[bt] && a[at + 1] === b[bt + 1] && a[at + 2] === b[bt + 2];
