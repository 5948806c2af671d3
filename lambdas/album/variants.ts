/** Copies of a photo that are shown: the tile of a list, and what fills a screen. Pages ask for them by the keys they have here. */
export const VARIANTS = ['thumb', 'screen'] as const;
export type Variant = (typeof VARIANTS)[number];

/** In the media bucket: the key is the path of its address, without the slash before it. */
export const albumPrefix = (album: string) => `media/albums/${album}/`;
export const variantKey = (album: string, photo: string, variant: Variant) =>
  `${albumPrefix(album)}${photo}/${variant}.webp`;
