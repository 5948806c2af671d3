import type { CoordsItem } from '../../workflow.ts';
import { ranks } from './neighbours.ts';

/**
 * Pictures that one Lambda decodes in two or three seconds, and enough to tell an interface from a city: in 16 clusters of four
 * there are about 100 pairs.
 */
const SHOTS = 64;
const CLUSTER = 4;
const CLUSTERS = SHOTS / CLUSTER;

/**
 * Neighbouring shots from all over the grid: clusters of 2 x 2, or of four in a line. Of their neighbours only those that are in
 * the sample, too. All shots where there are no more than that.
 */
export function calibrationSample(items: CoordsItem[]): CoordsItem[] {
  const sample = items.length <= SHOTS ? items : clustersOf(items).flat();
  const ids = new Set(sample.map(({ id }) => id));
  return sample.map((item) => ({ ...item, neighbours: item.neighbours.filter(({ id }) => ids.has(id)) }));
}

function clustersOf(items: CoordsItem[]): CoordsItem[][] {
  const columns = ranks(items.map(({ col }) => col));
  const rows = ranks(items.map(({ row }) => row));
  const wide = rows.size === 1 ? CLUSTER : columns.size === 1 ? 1 : 2;
  const clusters = Map.groupBy(items, ({ row, col }) => {
    return `${Math.floor(columns.get(col)! / wide)} ${Math.floor(rows.get(row)! / (CLUSTER / wide))}`;
  });
  const shape = { x: Math.ceil(columns.size / wide), y: Math.ceil(rows.size / (CLUSTER / wide)) };
  const [across, down] = fieldsOf(shape);
  const fields = Map.groupBy(clusters.keys(), (name) => {
    const [x, y] = name.split(' ').map(Number) as [number, number];
    return `${Math.floor((x * across) / shape.x)} ${Math.floor((y * down) / shape.y)}`;
  });
  return [...fields.values()].map((names) => fullest(names.map((name) => clusters.get(name)!)));
}

/** Into how many fields the grid is cut, one for each cluster that is taken: as many as may be, as square as they can be. */
function fieldsOf({ x, y }: { x: number; y: number }): [number, number] {
  const cuts = Array.from({ length: Math.min(CLUSTERS, x) }, (_, index): [number, number] => {
    return [index + 1, Math.min(y, Math.floor(CLUSTERS / (index + 1)))];
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
