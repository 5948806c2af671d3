import { cssBox, cssSize } from './css-box.ts';
import type { Rectangle } from './seam.ts';

type Props = {
  src: string;
  /** Of the whole picture, in px. */
  size: { width: number; height: number };
  part: Rectangle;
  scale: number;
  alt?: string;
};

/** A part of a picture, cut by its frame. Asked for as the difference asks, so that it comes once. */
export const Cut = ({ src, size, part, scale, alt = '' }: Props) => (
  <div class="cut" style={cssSize(part, scale)}>
    <img
      src={src}
      crossOrigin="anonymous"
      alt={alt}
      loading="lazy"
      draggable={false}
      style={cssBox({ left: -part.left, top: -part.top, ...size }, scale)}
    />
  </div>
);
