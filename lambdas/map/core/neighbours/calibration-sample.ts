import type { CoordsItem } from '../../workflow.ts';
import { ranks } from './neighbours.ts';

/** Four neighbours make two pairs across, two down and two of diagonals. */
const CLUSTER = 4;

/**
 * 24 shots tell an interface from a city, and a plan's error from 24 pairs and more; the sample's shots are decoded in vain, so a
 * small job takes no more. 64, for jobs of a thousand and more, one Lambda decodes in two or three seconds.
 */
const clusterCount = (shots: number) => Math.min(16, Math.max(6, Math.round(shots / 64)));

/** Shots of the sample of a job of so many. */
export const mostSampled = (shots: number): number => Math.min(shots, clusterCount(shots) * CLUSTER);

/**
 * Neighbouring shots from all over the grid: clusters of 2 x 2, or of four in a line. Of their neighbours only those that are in
 * the sample, too. All shots where there are no more than that.
 */
export function calibrationSample(items: CoordsItem[]): CoordsItem[] {
  const count = clusterCount(items.length);
  const sample = items.length <= count * CLUSTER ? items : clustersOf(items, count).flat();
  const ids = new Set(sample.map(({ id }) => id));
  return sample.map((item) => ({ ...item, neighbours: item.neighbours.filter(({ id }) => ids.has(id)) }));
}

function clustersOf(items: CoordsItem[], count: number): CoordsItem[][] {
  const columns = ranks(items.map(({ col }) => col));
  const rows = ranks(items.map(({ row }) => row));
  const wide = rows.size === 1 ? CLUSTER : columns.size === 1 ? 1 : 2;
  const clusters = Map.groupBy(items, ({ row, col }) => {
    return `${Math.floor(columns.get(col)! / wide)} ${Math.floor(rows.get(row)! / (CLUSTER / wide))}`;
  });
  const shape = { x: Math.ceil(columns.size / wide), y: Math.ceil(rows.size / (CLUSTER / wide)) };
  const [across, down] = fieldsOf(shape, count);
  const fields = Map.groupBy(clusters.keys(), (name) => {
    const [x, y] = name.split(' ').map(Number) as [number, number];
    return `${Math.floor((x * across) / shape.x)} ${Math.floor((y * down) / shape.y)}`;
  });
  return [...fields.values()].map((names) => fullest(names.map((name) => clusters.get(name)!)));
}

/** Into how many fields the grid is cut, one for each cluster that is taken: as many as may be, as square as they can be. */
function fieldsOf({ x, y }: { x: number; y: number }, count: number): [number, number] {
  const cuts = Array.from({ length: Math.min(count, x) }, (_, index): [number, number] => {
    return [index + 1, Math.min(y, Math.floor(count / (index + 1)))];
  });
  const oblong = ([across, down]: [number, number]) => Math.abs(Math.log(x / across / (y / down)));
  return cuts.sort((a, b) => b[0] * b[1] - a[0] * a[1] || oblong(a) - oblong(b))[0]!;
}

/** Of several that are equally full the one in the middle of the list. */
function fullest(clusters: CoordsItem[][]): CoordsItem[] {
  const most = Math.max(...clusters.map((cluster) => cluster.length));
  const full = clusters.filter((cluster) => cluster.length === most);
  return full[Math.floor(full.length / 2)]!;
}
