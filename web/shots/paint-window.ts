/** The part of the picture of all shots that is seen: cells, arrows, numbers, and the cell in hand. */
import type { Shot } from '../../lambdas/map/shot-schemas.ts';
import { text } from '../text/en.ts';
import { CERTAINTIES, certaintyOf } from './certainty.ts';
import type { GridShape } from './grid-shape.ts';
import { type Cells, EDGE, numbered, seen } from './grid-window.ts';
import { type Arrow, fitCanvas, type GridColours, gridColours, paintArrows, paintCells } from './paint-grid.ts';
import type { Of } from './shots-of-build.tsx';

type XY = [number, number];
type Seen = { shot: Shot; corner: XY };

export type Painted = {
  of: Of;
  shape: GridShape;
  cells: Cells;
  scrolled: XY;
  /** CSS px of the frame. */
  window: XY;
  isShown: (shot: Shot) => boolean;
  /** Put elsewhere by hand, and not built yet. */
  moved: ReadonlyMap<string, unknown>;
  /** Index of the shot in hand. */
  here: number;
};

/** Cells that the filter leaves out. */
const STEPPED_BACK = 0.15;
/** Widths of a cell from which on there is room for an arrow, and for words. */
const [ARROWS_FROM, WORDS_FROM] = [10, 56];
/** The longest arrow, as a share of a cell. */
const LONGEST = 0.8;
const FONT = '11px system-ui, sans-serif';

export function paintWindow(canvas: HTMLCanvasElement, painted: Painted): void {
  const { of, shape, cells, scrolled, window, isShown, moved, here } = painted;
  const [width, height] = window;
  if (width === 0 || height === 0) return;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = fitCanvas(canvas, width, height);
  const colours = gridColours(canvas);
  const cornerOf = ([across, down]: XY): XY => [
    EDGE[0] + across * cells.width - scrolled[0],
    EDGE[1] + down * cells.height - scrolled[1],
  ];
  const { across, down } = seen(shape, cells, scrolled, window);
  const all: Seen[] = [];
  for (let y = down[0]; y <= down[1]; y++) {
    for (let x = across[0]; x <= across[1]; x++) {
      const index = shape.at(x, y);
      if (index !== undefined) all.push({ shot: of.answer.shots[index]!, corner: cornerOf([x, y]) });
    }
  }
  const shown = all.filter(({ shot }) => isShown(shot));
  const others = all.filter(({ shot }) => !isShown(shot));
  context.save();
  context.beginPath();
  context.rect(EDGE[0], EDGE[1], width - EDGE[0], height - EDGE[1]);
  context.clip();
  // Between cells, so that they can be told apart.
  const gap = cells.width > 10 ? 2 : 1;
  const size: XY = [cells.width - gap, cells.height - gap];
  for (const [some, alpha] of [
    [others, STEPPED_BACK],
    [shown, 1],
  ] as const) {
    context.globalAlpha = alpha;
    for (const certainty of CERTAINTIES) {
      const corners = some.filter(({ shot }) => certaintyOf(shot) === certainty).map(({ corner }) => corner);
      paintCells(context, colours, certainty, corners, size);
    }
  }
  context.globalAlpha = 1;
  if (cells.width >= ARROWS_FROM) paintArrows(context, colours, arrowsOf(shown, of, cells));
  if (cells.width >= WORDS_FROM) paintWords(context, colours, shown, cells);
  for (const { corner, shot } of all) if (moved.has(shot.screenshot_id)) ring(context, colours.accent, corner, size, 2);
  const place = shape.place(of.answer.shots[here]!);
  ring(context, colours.ink, cornerOf(place), size, 3);
  ring(context, colours.accent, cornerOf(place), size, 1);
  context.restore();
  paintNumbers(context, colours, painted, { across, down }, cornerOf);
}

/** From the middle of the cell; a shot that is farther away than most points to its cell's edge. */
function arrowsOf(shown: Seen[], { displacement }: Of, cells: Cells): Arrow[] {
  if (displacement.longest < 0.5) return [];
  const most = (LONGEST * Math.min(cells.width, cells.height)) / displacement.longest;
  return shown.flatMap(({ shot, corner: [x, y] }) => {
    const way = displacement.of(shot);
    const length = Math.hypot(...way);
    if (length < 0.5) return [];
    const scale = most * Math.min(1, displacement.longest / length);
    const [dx, dy] = [(way[0] * scale) / 2, (way[1] * scale) / 2];
    const middle: XY = [x + cells.width / 2, y + cells.height / 2];
    return [{ from: [middle[0] - dx, middle[1] - dy], to: [middle[0] + dx, middle[1] + dy] }];
  });
}

/** Confidence below; above what its neighbours disagree by, where that is something. */
function paintWords(context: CanvasRenderingContext2D, colours: GridColours, shown: Seen[], cells: Cells): void {
  context.font = FONT;
  context.fillStyle = colours.ink;
  context.strokeStyle = colours.halo;
  context.lineWidth = 3;
  const write = (words: string, x: number, y: number) => {
    context.strokeText(words, x, y);
    context.fillText(words, x, y);
  };
  for (const { shot, corner } of shown) {
    context.textAlign = 'left';
    write(text.percentSure(shot.confidence), corner[0] + 4, corner[1] + cells.height - 7);
    if (shot.residual === null || shot.residual < 0.5) continue;
    context.textAlign = 'right';
    write(`±${Math.round(shot.residual)}`, corner[0] + cells.width - 6, corner[1] + 13);
  }
}

function ring(context: CanvasRenderingContext2D, colour: string, [x, y]: XY, [width, height]: XY, inset: number) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(x + inset - 1, y + inset - 1, width - 2 * inset + 2, height - 2 * inset + 2);
}

/** Rows at the left and columns at the top, as the plan counts them. */
function paintNumbers(
  context: CanvasRenderingContext2D,
  colours: GridColours,
  { shape, cells, window }: Painted,
  { across, down }: { across: XY; down: XY },
  cornerOf: (place: XY) => XY,
): void {
  context.font = FONT;
  context.fillStyle = colours.text;
  const every = { across: numbered(cells.width, 34), down: numbered(cells.height, 18) };
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let x = across[0]; x <= across[1]; x++) {
    const middle = cornerOf([x, 0])[0] + cells.width / 2;
    if (x % every.across === 0 && middle >= EDGE[0]) context.fillText(String(shape.cols[x]), middle, EDGE[1] / 2);
  }
  context.textAlign = 'right';
  for (let y = down[0]; y <= down[1]; y++) {
    const middle = cornerOf([0, y])[1] + cells.height / 2;
    if (y % every.down !== 0 || middle < EDGE[1] || middle > window[1]) continue;
    context.fillText(String(shape.rows[y]), EDGE[0] - 6, middle);
  }
}
