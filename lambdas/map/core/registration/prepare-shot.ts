import type { Box, Calibration } from '../../placement.ts';
import { CHROMA_BINS, type Kernel, type Picture, type Plane, type Strip } from '../../ports/kernel.ts';
import type { Pixels } from '../../ports/pictures.ts';

/** Luma that a pixel and its eight neighbours must span to count as textured: above the noise of JPEG, below any outline. */
const TEXTURE = 14;

/** What is known of all shots of a build, made once and used for each of them. */
export type Mask = { plane: Plane; animated: Uint8Array };

/** @param animated as in Calibration: base64 of bits, one a chroma bin of the kernel, lowest bit first */
export function makeMask(kernel: Kernel, width: number, height: number, { boxes, animated }: Masking): Mask {
  const bytes = new Uint8Array(width * height);
  for (const [left, top, boxWidth, boxHeight] of boxes) {
    const from = Math.max(0, Math.floor(left));
    const to = Math.min(width, Math.ceil(left + boxWidth));
    if (to <= from) continue;
    const rows = [Math.max(0, Math.floor(top)), Math.min(height, Math.ceil(top + boxHeight))] as const;
    for (let y = rows[0]; y < rows[1]; y++) bytes.fill(1, y * width + from, y * width + to);
  }
  return { plane: kernel.holdPlane(width, height, bytes), animated: unpackBins(animated) };
}
type Masking = Pick<Calibration, 'animated'> & { boxes: Box[] };

export function packBins(bins: Uint8Array): string {
  const bits = new Uint8Array(CHROMA_BINS / 8);
  for (let bin = 0; bin < CHROMA_BINS; bin++) if (bins[bin]) bits[bin >> 3]! |= 1 << (bin & 7);
  return Buffer.from(bits).toString('base64');
}

export function unpackBins(packed: string): Uint8Array {
  const bits = Buffer.from(packed, 'base64');
  return Uint8Array.from({ length: CHROMA_BINS }, (_, bin) => ((bits[bin >> 3] ?? 0) >> (bin & 7)) & 1);
}

/**
 * A whole shot as it is compared: its luma, and which pixels count (neither interface nor of a colour that changes by itself).
 * Free the strip when no pair needs it any more: 2 bytes a px, where the pixels have 3.
 */
export const prepareShot = (kernel: Kernel, pixels: Pixels, mask: Mask): Strip =>
  kernel.undoing(() => prepare(kernel, pixels, mask));

function prepare(kernel: Kernel, pixels: Pixels, mask: Mask): Strip {
  const picture = kernel.hold(pixels);
  const strip = prepareHeld(kernel, picture, mask);
  kernel.free(picture);
  return strip;
}

/** The same of a shot that the kernel holds. */
export const prepareHeld = (kernel: Kernel, picture: Picture, { plane, animated }: Mask): Strip =>
  kernel.undoing(() => kernel.prepare(picture, { texture: TEXTURE, mask: plane, hidden: animated }));

/** The strip of a whole shot, of whatever colour its pixels are. */
export const stripOf = (kernel: Kernel, luma: Plane, mask: Mask): Strip =>
  kernel.strip(luma, luma, [0, 0, luma.width, luma.height], { texture: TEXTURE, mask: mask.plane });
