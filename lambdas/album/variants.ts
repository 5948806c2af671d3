/** Copies of a photo that are shown: the tile of a list, and what fills a screen. */
export const VARIANTS = ['thumb', 'screen'] as const;
export type Variant = (typeof VARIANTS)[number];
