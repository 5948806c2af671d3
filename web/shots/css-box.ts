import type { Rectangle } from './seam.ts';

const px = (length: number) => `${length}px`;

/** As a style, at a scale. */
export const cssSize = ({ width, height }: Pick<Rectangle, 'width' | 'height'>, scale = 1) => ({
  width: px(width * scale),
  height: px(height * scale),
});

export const cssBox = (box: Rectangle, scale: number) => ({
  ...{ left: px(box.left * scale), top: px(box.top * scale) },
  ...cssSize(box, scale),
});
