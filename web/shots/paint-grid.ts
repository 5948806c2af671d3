/** Painting cells and arrows: colours of the tokens, and for each step of certainty a pattern that says the same. */
import type { Certainty } from './certainty.ts';

export type GridColours = Record<Certainty | 'ink' | 'line' | 'text' | 'halo' | 'accent', string>;
type XY = [number, number];

const TOKENS: Record<keyof GridColours, string> = {
  sure: '--sure',
  fair: '--fair',
  doubtful: '--doubtful',
  ink: '--on-certainty',
  line: '--line-strong',
  text: '--text-quiet',
  halo: '--certainty-halo',
  accent: '--accent',
};

/** As the page has them now, in light or dark. */
export function gridColours(element: Element): GridColours {
  const style = getComputedStyle(element);
  const entries = Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token)]);
  return Object.fromEntries(entries) as GridColours;
}

/** The system's colours or the screen's pixels change while the page is on show. @returns how to end listening */
export function onOtherColours(paint: () => void): () => void {
  const queries = [
    matchMedia('(prefers-color-scheme: dark)'),
    matchMedia(`(resolution: ${globalThis.devicePixelRatio}dppx)`),
  ];
  for (const query of queries) query.addEventListener('change', paint);
  return () => {
    for (const query of queries) query.removeEventListener('change', paint);
  };
}

/** Gives a canvas the pixels of the screen, empty; its context counts in CSS px. */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d')!;
  context.scale(ratio, ratio);
  return context;
}

/** Below it there is no room for lines in a cell, in px. */
const PATTERNED_FROM = 8;
/** Distance of the lines: closer where a look is needed. */
const LINES = { fair: 6, doubtful: 5 };

/** Cells of one step at these corners: plain where sure, slanted lines where fair, crossed ones in a frame where doubtful. */
export function paintCells(
  context: CanvasRenderingContext2D,
  colours: GridColours,
  certainty: Certainty,
  corners: XY[],
  [width, height]: XY,
): void {
  if (corners.length === 0) return;
  const cells = new Path2D();
  for (const [x, y] of corners) cells.rect(x + 0.5, y + 0.5, width - 1, height - 1);
  context.fillStyle = colours[certainty];
  context.fill(cells);
  if (certainty !== 'sure' && Math.min(width, height) >= PATTERNED_FROM) {
    context.fillStyle = hatch(context, colours.ink, LINES[certainty], certainty === 'doubtful');
    context.fill(cells);
  }
  const isFramed = certainty === 'doubtful';
  // Lines around every cell would be most of what is seen of small ones.
  if (!isFramed && Math.min(width, height) < PATTERNED_FROM) return;
  context.strokeStyle = isFramed ? colours.ink : colours.line;
  context.lineWidth = isFramed && width >= PATTERNED_FROM ? 2 : 1;
  context.stroke(cells);
}

/** Lines from corner to corner of a square that repeats. */
function hatch(context: CanvasRenderingContext2D, colour: string, side: number, isCrossed: boolean): CanvasPattern {
  const ratio = devicePixelRatio;
  const square = new OffscreenCanvas(Math.round(side * ratio), Math.round(side * ratio));
  const lines = square.getContext('2d')!;
  const { width } = square;
  lines.strokeStyle = colour;
  lines.globalAlpha = 0.55;
  lines.lineWidth = ratio;
  lines.beginPath();
  // Beyond the corners, so that the lines of neighbours join.
  lines.moveTo(-1, width + 1);
  lines.lineTo(width + 1, -1);
  if (isCrossed) {
    lines.moveTo(-1, -1);
    lines.lineTo(width + 1, width + 1);
  }
  lines.stroke();
  const pattern = context.createPattern(square, 'repeat')!;
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

export type Arrow = { from: XY; to: XY };

/** All in one stroke, in front of a wider one that sets them off from what they cross. */
export function paintArrows(context: CanvasRenderingContext2D, colours: GridColours, arrows: Arrow[]): void {
  const path = new Path2D();
  for (const { from, to } of arrows) {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const tip = Math.min(5, Math.hypot(dx, dy) / 2);
    const angle = Math.atan2(dy, dx);
    path.moveTo(...from);
    path.lineTo(...to);
    for (const side of [-2.6, 2.6]) {
      path.moveTo(...to);
      path.lineTo(to[0] + tip * Math.cos(angle + side), to[1] + tip * Math.sin(angle + side));
    }
  }
  context.lineCap = 'round';
  for (const [colour, width] of [
    [colours.halo, 4],
    [colours.ink, 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke(path);
  }
}
