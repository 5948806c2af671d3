/** Boxes of the interface that somebody gives, against the size of the captures: for Plan, and for commands before they upload. */
import { BOXES_SHARE } from '../../lib/limits.ts';
import type { Box } from './placement.ts';

/** What is wrong with them, if anything: they lie on the captures, and leave something of them to compare and to show. */
export function faultOfBoxes(
  boxes: Box[],
  { width, height }: { width: number; height: number },
): { code: 'outside_capture' | 'covers_capture'; message: string } | undefined {
  const beyond = boxes.findIndex(([left, top, wide, high]) => left + wide > width || top + high > height);
  if (beyond >= 0) {
    const message = `boxes[${beyond}] (${boxes[beyond]}: left, top, width, height) reaches beyond the captures of ${width} x ${height} px. Correct it and start a new job.`;
    return { code: 'outside_capture', message };
  }
  const share = areaOf(boxes) / (width * height);
  if (share <= BOXES_SHARE) return undefined;
  const percent = (of: number) => `${Math.round(100 * of)} %`;
  const message = `boxes cover ${percent(share)} of the captures of ${width} x ${height} px; at most ${percent(BOXES_SHARE)} may be interface, or nothing is left to compare. Give the toolbars and panels alone and start a new job.`;
  return { code: 'covers_capture', message };
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
