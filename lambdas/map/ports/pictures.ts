import type { TileOptions } from '../workflow.ts';

/** 8-bit sRGB samples, row by row from the top-left, no padding: RGB, or RGBA with straight (not premultiplied) alpha. */
export type Pixels = { width: number; height: number; channels: 3 | 4; data: Uint8Array };

/**
 * PNG, JPEG and WebP. Whatever else is in the bytes, or is truncated or larger than SHOT_PIXELS, is refused with a
 * TesseraError `unreadable`.
 */
export type PictureCodec = {
  /** Size in px from the header alone, the pixels unread. */
  measure(bytes: Uint8Array): Promise<{ width: number; height: number }>;
  /** All pixels, as RGB: an alpha channel is dropped, because a screenshot has nothing behind it. */
  decode(bytes: Uint8Array): Promise<Pixels>;
  /** All pixels with their alpha channel if there is one: for the lossless tops of blocks. */
  decodeWithAlpha(bytes: Uint8Array): Promise<Pixels>;
  encodeTile(pixels: Pixels, options: TileOptions): Promise<Uint8Array>;
  /** WebP of half the size: enough to see a seam. */
  encodePreview(pixels: Pixels): Promise<Uint8Array>;
  /** PNG, quick rather than small: for what is read once and then removed. */
  encodeLossless(pixels: Pixels): Promise<Uint8Array>;
  /** Whether such a PNG is whole, by the checksums of its chunks: a tenth of the time of decoding it. */
  isWhole(bytes: Uint8Array): boolean;
};
