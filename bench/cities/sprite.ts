/** Small pictures that are drawn once and set into every shot that shows them. */

export type Colour = [red: number, green: number, blue: number];
export type Point = [x: number, y: number];

/** RGB rows; each row is painted in one piece, from `from[y]` to `to[y]` (exclusive). */
export type Sprite = { width: number; height: number; data: Uint8Array; from: Int32Array; to: Int32Array };

/** RGB pixels of a part of the world, and for each pixel whether it tells its place from others. */
export type View = { left: number; top: number; width: number; height: number; data: Uint8Array; telling: Uint8Array };

export function emptySprite(width: number, height: number): Sprite {
  const data = new Uint8Array(width * height * 3);
  return { width, height, data, from: new Int32Array(height).fill(width), to: new Int32Array(height) };
}

/** Sets one row from `from` to `to` (exclusive), each pixel in its own colour. */
export function paintRow(sprite: Sprite, y: number, from: number, to: number, colourAt: (x: number) => Colour): void {
  if (y < 0 || y >= sprite.height) return;
  const [first, end] = [Math.max(0, from), Math.min(sprite.width, to)];
  if (first >= end) return;
  for (let x = first; x < end; x++) sprite.data.set(colourAt(x).map(sample), (y * sprite.width + x) * 3);
  sprite.from[y] = Math.min(sprite.from[y]!, first);
  sprite.to[y] = Math.max(sprite.to[y]!, end);
}

const sample = (value: number) => Math.max(0, Math.min(255, Math.round(value)));

/** Fills a convex shape: every row between its leftmost and its rightmost edge. */
export function paintShape(sprite: Sprite, corners: Point[], colourAt: (x: number, y: number) => Colour): void {
  const ys = corners.map(([, y]) => y);
  for (let y = Math.ceil(Math.min(...ys)); y <= Math.max(...ys); y++) {
    const xs = corners.flatMap((corner, index) => crossing(corner, corners[(index + 1) % corners.length]!, y));
    if (xs.length === 0) continue;
    paintRow(sprite, y, Math.round(Math.min(...xs)), Math.round(Math.max(...xs)) + 1, (x) => colourAt(x, y));
  }
}

function crossing([x0, y0]: Point, [x1, y1]: Point, y: number): number[] {
  if (y < Math.min(y0, y1) || y > Math.max(y0, y1)) return [];
  return y0 === y1 ? [x0, x1] : [x0 + ((x1 - x0) * (y - y0)) / (y1 - y0)];
}

/** Puts a sprite's top-left corner at a place of the world; what lies outside the view is left out. */
export function setInto(view: View, sprite: Sprite, worldX: number, worldY: number, telling: boolean): void {
  const [left, top] = [worldX - view.left, worldY - view.top];
  for (let y = Math.max(0, -top); y < Math.min(sprite.height, view.height - top); y++) {
    const from = Math.max(sprite.from[y]!, -left);
    const to = Math.min(sprite.to[y]!, view.width - left);
    if (from >= to) continue;
    const at = (top + y) * view.width + left;
    const row = y * sprite.width;
    view.data.set(sprite.data.subarray((row + from) * 3, (row + to) * 3), (at + from) * 3);
    view.telling.fill(telling ? 1 : 0, at + from, at + to);
  }
}
