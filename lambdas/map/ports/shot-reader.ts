import type { Picture } from './kernel.ts';

/** Shots for registration: their pixels go straight into the kernel's memory. */
export type ShotReader = {
  /**
   * All pixels of a PNG, JPEG or WebP, the same ones as PictureCodec's `decode` gives (an alpha channel may be left in: it is not
   * looked at). Free it.
   * @throws TesseraError `unreadable`, as PictureCodec
   */
  read(bytes: Uint8Array): Promise<Picture>;
};
