import { BOXES_SHARE } from '../../../../lib/limits.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import type { Box } from '../../placement.ts';
import type { Size } from '../tiling/pyramid.ts';

/**
 * Boxes of the interface lie on the captures, whose size nobody knew when the job was asked for, and leave something of them to
 * compare and to show.
 * @throws TesseraError `outside_capture`, `covers_capture` (422)
 */
export function refuseWrongBoxes(boxes: Box[], { width, height }: Size): void {
  const beyond = boxes.findIndex(([left, top, wide, high]) => left + wide > width || top + high > height);
  if (beyond >= 0) {
    const message = `boxes[${beyond}] (${boxes[beyond]}: left, top, width, height) reaches beyond the captures of ${width} x ${height} px. Correct it and start a new job.`;
    throw new TesseraError('outside_capture', 422, message);
  }
  const share = areaOf(boxes) / (width * height);
  if (share <= BOXES_SHARE) return;
  const percent = (of: number) => `${Math.round(100 * of)} %`;
  const message = `boxes cover ${percent(share)} of the captures of ${width} x ${height} px; at most ${percent(BOXES_SHARE)} may be interface, or nothing is left to compare. Give the toolbars and panels alone and start a new job.`;
  throw new TesseraError('covers_capture', 422, message);
}

/** What several boxes cover counts once. */
function areaOf(boxes: Box[]): number {
  const edges = (axis: 0 | 1) =>
    [...new Set(boxes.flatMap((box) => [box[axis], box[axis] + box[axis + 2]!]))].sort((a, b) => a - b);
  const [columns, rows] = [edges(0), edges(1)];
  let area = 0;
  for (const [y, top] of rows.slice(0, -1).entries()) {
    for (const [x, left] of columns.slice(0, -1).entries()) {
      const isCovered = boxes.some(([l, t, w, h]) => l <= left && left < l + w && t <= top && top < t + h);
      if (isCovered) area += (columns[x + 1]! - left) * (rows[y + 1]! - top);
    }
  }
  return area;
}
