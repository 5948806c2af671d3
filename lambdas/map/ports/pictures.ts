import type { TileOptions } from '../workflow.ts';

/** 8-bit sRGB samples, row by row from the top-left, no padding: RGB, or RGBA with straight (not premultiplied) alpha. */
export type Pixels = { width: number; height: number; channels: 3 | 4; data: Uint8Array };

/** Rows of a picture, px from its top: `from` up to, not including, `to`. `width` is that of the picture. */
export type Rows = { from: number; to: number; width: number };

/**
 * PNG, JPEG and WebP. Whatever else is in the bytes, or is truncated or larger than SHOT_PIXELS, is refused with a
 * TesseraError `unreadable`.
 */
export type PictureCodec = {
  /** Size in px from the header alone, the pixels unread. */
  measure(bytes: Uint8Array): Promise<{ width: number; height: number }>;
  /**
   * As RGB: an alpha channel is dropped, because a screenshot has nothing behind it. All pixels, or some rows of them, of which a PNG
   * is read no farther than to the last: whether it is whole only all pixels tell.
   */
  decode(bytes: Uint8Array, rows?: Rows): Promise<Pixels>;
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
