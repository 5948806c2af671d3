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

/** A part of a picture. Cut by its frame and not by a canvas: pictures of another host may be looked at, not read. */
export const Cut = ({ src, size, part, scale, alt = '' }: Props) => (
  <div class="cut" style={cssSize(part, scale)}>
    <img
      src={src}
      alt={alt}
      loading="lazy"
      draggable={false}
      style={cssBox({ left: -part.left, top: -part.top, ...size }, scale)}
    />
  </div>
);
