import { INTERFACE_SHOTS } from '../../../../lib/limits.ts';
import type { Box } from '../../placement.ts';
import type { Changes } from './constant-pixels.ts';

/** Fewer shots say nothing: a lawn may lie under the same pixel a few times, the easier the smaller the place. */
const LEAST_SHOTS = { panels: 8, pointers: 16, inside: INTERFACE_SHOTS };
/** px from the screen's edge to a panel that few shots may show. */
const AT_EDGE = 16;
/** Where cells usually change less than this nothing can be told: standard deviation of the luma. */
const LEAST_CHANGE = 4;
/** Side of the cells that a toolbar or panel is found by, in px. */
const CELL = 8;
/** Cells of a panel, the more the fewer shots tell of it: 4 of 24 shots and more, 12 of 8. */
const PANEL_CELLS = 96;
/** A cell belongs to the interface when it changes less than this share of what cells usually do (translucent panels change a little). */
const QUIET = 0.5;
/** A pixel stays when it is the same in so many shots (a shot or two may be blank or have a window over everything). */
const STAYS = 0.9;
/** More than this share of the screen is no interface: the shots show the same, or nothing. */
const MOST = 0.4;
/** Gap in px between pixels of one pointer, or one icon. */
const GAP = 2;
/** Luma that a pointer or an icon spans: a lawn that lies under the same px in most shots has one colour. */
const DRAWN = 40;
/** px between pieces of one bar: a figure of it that changes. */
const JOINED = 24;
/** Fewer px are a chance, not a pointer. */
const LEAST_PIXELS = 24;

/** Boxes of the screen that hardly change while the rest does: toolbars, panels, small maps, the pointer. */
export function findInterface(changes: Changes): Box[] {
  if (changes.shots < LEAST_SHOTS.panels) return [];
  const cells = cellsOf(changes);
  const usual = median(cells);
  if (usual < LEAST_CHANGE) return [];
  const panels = findPanels(changes, cells, usual);
  const pieces = [...panels.map((panel) => fitEdges(changes, usual, panel)), ...findSmall(changes, usual, panels)];
  const boxes = join(changes, usual, pieces);
  const area = boxes.reduce((sum, [, , width, height]) => sum + width * height, 0);
  return area > MOST * changes.width * changes.height ? [] : boxes;
}

function cellsOf({ width, height, deviation }: Changes): number[] {
  const cells: number[] = [];
  for (let top = 0; top < height; top += CELL) {
    for (let left = 0; left < width; left += CELL)
      cells.push(meanOf(deviation, width, [left, top, Math.min(CELL, width - left), Math.min(CELL, height - top)]));
  }
  return cells;
}

function meanOf(values: Float32Array, stride: number, [left, top, width, height]: Box): number {
  let sum = 0;
  for (let y = top; y < top + height; y++) for (let x = left; x < left + width; x++) sum += values[y * stride + x]!;
  return sum / (width * height);
}

/** Rectangles of quiet cells. */
function findPanels(changes: Changes, cells: number[], usual: number): Box[] {
  const columns = Math.ceil(changes.width / CELL);
  const leastCells = Math.max(4, Math.ceil(PANEL_CELLS / changes.shots));
  const quiet = Uint8Array.from(cells, (value) => (value < QUIET * usual ? 1 : 0));
  return componentsOf(quiet, columns, 1)
    .filter(({ box, count }) => count >= leastCells && count >= 0.7 * box[2] * box[3])
    .map(({ box: [x, y, w, h] }): Box => [x * CELL, y * CELL, w * CELL, h * CELL])
    .filter((box) => changes.shots >= LEAST_SHOTS.inside || isAtEdge(changes, box));
}

const isAtEdge = ({ width, height }: Changes, [left, top, w, h]: Box): boolean =>
  Math.min(left, top, width - left - w, height - top - h) <= AT_EDGE;

/** Neighbouring pieces of one bar become one box, its edges where the change begins. */
function join(changes: Changes, usual: number, pieces: Box[]): Box[] {
  const boxes = [...pieces];
  for (let index = 0; index < boxes.length; index++) {
    const other = boxes.findIndex((box, at) => {
      if (at === index || !isNear(box, boxes[index]!)) return false;
      if (isInLine(box, boxes[index]!)) return true;
      return meanOf(changes.deviation, changes.width, around(box, boxes[index]!)) < QUIET * usual;
    });
    if (other < 0) continue;
    const joined = fitEdges(changes, usual, around(boxes[index]!, boxes[other]!));
    boxes.splice(Math.max(index, other), 1);
    boxes.splice(Math.min(index, other), 1, joined);
    index = -1;
  }
  return boxes.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
}

const isNear = (a: Box, b: Box): boolean =>
  [0, 1].every((axis) => a[axis]! <= b[axis]! + b[axis + 2]! + JOINED && b[axis]! <= a[axis]! + a[axis + 2]! + JOINED);

/** Pieces of a bar lie side by side and are as high: what is between them is a figure that changes. */
const isInLine = (a: Box, b: Box): boolean =>
  [0, 1].some((axis) => Math.abs(a[axis]! - b[axis]!) <= 2 && Math.abs(a[axis + 2]! - b[axis + 2]!) <= 2);

function around(a: Box, b: Box): Box {
  const [left, top] = [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
  return [left, top, Math.max(a[0] + a[2], b[0] + b[2]) - left, Math.max(a[1] + a[3], b[1] + b[3]) - top];
}

/** Every edge in to the first line that hardly changes, or out to the last one. */
function fitEdges({ width, height, deviation }: Changes, usual: number, [x, y, w, h]: Box): Box {
  let [left, top, right, bottom] = [x, y, Math.min(width, x + w), Math.min(height, y + h)];
  const isQuiet = (box: Box) => meanOf(deviation, width, box) < QUIET * usual;
  const quietColumn = (at: number) => at >= 0 && at < width && isQuiet([at, top, 1, bottom - top]);
  const quietRow = (at: number) => at >= 0 && at < height && isQuiet([left, at, right - left, 1]);
  for (let step = 0; step < CELL && right - left > 1 && !quietColumn(left); step++) left++;
  for (let step = 0; step < CELL && right - left > 1 && !quietColumn(right - 1); step++) right--;
  for (let step = 0; step < CELL && bottom - top > 1 && !quietRow(top); step++) top++;
  for (let step = 0; step < CELL && bottom - top > 1 && !quietRow(bottom - 1); step++) bottom--;
  for (let step = 0; step < CELL && quietColumn(left - 1); step++) left--;
  for (let step = 0; step < CELL && quietColumn(right); step++) right++;
  for (let step = 0; step < CELL && quietRow(top - 1); step++) top--;
  for (let step = 0; step < CELL && quietRow(bottom); step++) bottom++;
  return [left, top, right - left, bottom - top];
}

/** What is too small for cells: pixels that stay, close together, in surroundings that do not. */
function findSmall({ width, height, shots, first, deviation, equal }: Changes, usual: number, panels: Box[]): Box[] {
  if (shots < LEAST_SHOTS.pointers) return [];
  const least = STAYS * shots;
  const stays = new Uint8Array(equal.length);
  for (let at = 0; at < equal.length; at++) if (equal[at]! >= least) stays[at] = 1;
  for (const [left, top, w, h] of panels) {
    for (let y = Math.max(0, top - GAP); y < Math.min(height, top + h + GAP); y++)
      stays.fill(0, y * width + Math.max(0, left - GAP), y * width + Math.min(width, left + w + GAP));
  }
  const isAmidChange = ([left, top, w, h]: Box) => {
    const [x, y] = [Math.max(0, left - CELL), Math.max(0, top - CELL)];
    const around: Box = [x, y, Math.min(width, left + w + CELL) - x, Math.min(height, top + h + CELL) - y];
    const inner = meanOf(deviation, width, [left, top, w, h]) * w * h;
    const outer = meanOf(deviation, width, around) * around[2] * around[3] - inner;
    return outer / Math.max(1, around[2] * around[3] - w * h) > QUIET * usual;
  };
  const isDrawn = ([left, top, w, h]: Box) => {
    let [least, most] = [255, 0];
    for (let at = 0; at < w * h; at++) {
      const pixel = (top + Math.floor(at / w)) * width + left + (at % w);
      if (!stays[pixel]) continue;
      [least, most] = [Math.min(least, first[pixel]!), Math.max(most, first[pixel]!)];
    }
    return most - least >= DRAWN;
  };
  return componentsOf(stays, width, GAP)
    .filter(
      ({ box, count }) => count >= LEAST_PIXELS && count >= 0.25 * box[2] * box[3] && isAmidChange(box) && isDrawn(box),
    )
    .map(({ box }) => box);
}

type Component = { box: Box; count: number };

/** Marked cells that are at most `gap` cells from one another in x and y. */
function componentsOf(marked: Uint8Array, columns: number, gap: number): Component[] {
  const rows = marked.length / columns;
  const seen = new Uint8Array(marked.length);
  const found: Component[] = [];
  for (let start = marked.indexOf(1); start >= 0; start = marked.indexOf(1, start + 1)) {
    if (seen[start]) continue;
    let [left, top, right, bottom, count] = [columns, rows, 0, 0, 0];
    const stack = [start];
    seen[start] = 1;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % columns, Math.floor(at / columns)];
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
      count++;
      for (let v = Math.max(0, y - gap); v <= Math.min(rows - 1, y + gap); v++) {
        for (let u = Math.max(0, x - gap); u <= Math.min(columns - 1, x + gap); u++) {
          const next = v * columns + u;
          if (!marked[next] || seen[next]) continue;
          seen[next] = 1;
          stack.push(next);
        }
      }
    }
    found.push({ box: [left, top, right - left + 1, bottom - top + 1], count });
  }
  return found;
}

const median = (values: number[]): number => Float64Array.from(values).sort()[values.length >> 1] ?? 0;
