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

/** Strips that are taller than wide stand side by side, others above one another. */
export const isUpright = ({ width, height }: Size): boolean => height > width;

/** What all of these shots cover together. */
export function boundsOf(positions: XY[], { width, height }: Size): Rectangle {
  const [xs, ys] = [0, 1].map((axis) => positions.map((at) => at[axis]!)) as [number[], number[]];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) + width - left, height: Math.max(...ys) + height - top };
}
