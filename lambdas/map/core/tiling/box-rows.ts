import type { Box } from '../../placement.ts';

/** For each row of a shot what boxes cover of it: from, to, from, to…, left to right and apart. Rows below the last box are absent. */
export type BoxRows = readonly (readonly number[])[];

export function boxRows(boxes: readonly Box[] = []): BoxRows {
  const bottom = boxes.reduce((lowest, [, top, , height]) => Math.max(lowest, top + height), 0);
  const edges = new Set(boxes.flatMap(([, top, , height]) => [top, top + height]));
  let covered: number[] = [];
  return Array.from({ length: bottom }, (_, y) => {
    // Between two edges all rows are alike.
    if (edges.has(y) || y === 0) covered = coveredAt(boxes, y);
    return covered;
  });
}

function coveredAt(boxes: readonly Box[], y: number): number[] {
  const spans = boxes
    .filter(([, top, width, height]) => y >= top && y < top + height && width > 0)
    .map(([left, , width]): [number, number] => [left, left + width])
    .sort(([a], [b]) => a - b);
  const apart: number[] = [];
  for (const [from, to] of spans) {
    if (apart.length > 0 && from <= apart.at(-1)!) apart[apart.length - 1] = Math.max(apart.at(-1)!, to);
    else apart.push(from, to);
  }
  return apart;
}
