/** A rectangle in px: of the map, or of a shot's own picture. */
export type Rectangle = { left: number; top: number; width: number; height: number };
type XY = [number, number];
type Size = { width: number; height: number };

/** What two shots of the same size share where they lie, in px of the map; undefined where they do not meet. */
export function overlapOf(a: XY, b: XY, { width, height }: Size): Rectangle | undefined {
  const [left, top] = [Math.max(a[0], b[0]), Math.max(a[1], b[1])];
  const shared = {
    left,
    top,
    width: Math.min(a[0], b[0]) + width - left,
    height: Math.min(a[1], b[1]) + height - top,
  };
  return shared.width > 0 && shared.height > 0 ? shared : undefined;
}

/** A rectangle of the map in a shot's own px. */
export const inShot = ({ left, top, ...size }: Rectangle, [x, y]: XY): Rectangle => ({
  left: left - x,
  top: top - y,
  ...size,
});

/** The scale at which a rectangle fits into a frame; never enlarged. */
export const fitting = ({ width, height }: Size, frame: Size): number =>
  Math.min(1, frame.width / width, frame.height / height);

/** Of strips side by side and of strips above one another, in CSS px: three of them and their words on a window. */
const [HIGHEST_BESIDE, HIGHEST_ABOVE] = [420, 240];
const STRIP_GAP = 8;

/** How three strips of a seam are shown in a room so wide: side by side, unless they are seen larger above one another. */
export function stripsOf(seam: Size, room: number): { beside: boolean; scale: number } {
  const beside = fitting(seam, { width: (room - 2 * STRIP_GAP) / 3, height: HIGHEST_BESIDE });
  const above = fitting(seam, { width: room, height: HIGHEST_ABOVE });
  return { beside: beside >= above, scale: Math.max(beside, above) };
}

/** Whether three strips of this width stand side by side in the room; else they are one above the other. */
export const threeFit = (width: number, room: number): boolean => 3 * width + 2 * STRIP_GAP <= room + 1;

/** What all of these shots cover together. */
export function boundsOf(positions: XY[], { width, height }: Size): Rectangle {
  const [xs, ys] = [0, 1].map((axis) => positions.map((at) => at[axis]!)) as [number[], number[]];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) + width - left, height: Math.max(...ys) + height - top };
}
