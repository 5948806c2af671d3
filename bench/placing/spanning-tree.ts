/**
 * The peer: placing by a spanning tree, as stitching tools for microscopes do (ASHLAR: edges by their error, the tree's centre
 * as root, parts that hang together by nothing placed by a linear model of the others' corrections). Every shot is where one
 * chain of pairs puts it; nothing is ever contradicted.
 */
import type { Pair, ShotToPlace, XY } from '../../lambdas/map/placement.ts';

/** ASHLAR drops pairs whose error is above a threshold found by permutation; here what the pair itself does not believe. */
const LEAST_CONFIDENCE = 0.5;

type Step = { to: string; by: XY };

export function spanningTree(shots: ShotToPlace[], pairs: Pair[]): { id: string; position: XY }[] {
  const tree = treeOf(shots, pairs);
  const parts = partsOf(shots, tree).sort((a, b) => b.length - a.length);
  const nominal = new Map(shots.map((shot) => [shot.id, shot.nominal]));
  const positions = new Map<string, XY>();
  for (const part of parts) walk(centreOf(part, tree), tree, nominal, positions);
  const model = linearModel(parts[0] ?? [], nominal, positions);
  for (const part of parts.slice(1)) {
    const shift = ([0, 1] as const).map((axis) =>
      mean(part.map((id) => model(nominal.get(id)!)[axis] - positions.get(id)![axis] + nominal.get(id)![axis])),
    );
    for (const id of part) positions.set(id, positions.get(id)!.map((px, axis) => px + shift[axis]!) as XY);
  }
  return shots.map(({ id }) => ({ id, position: positions.get(id)! }));
}

/** Kruskal: the best pairs first, none that closes a loop. */
function treeOf(shots: ShotToPlace[], pairs: Pair[]): Map<string, Step[]> {
  const parent = new Map(shots.map(({ id }) => [id, id]));
  const rootOf = (id: string): string => {
    let root = id;
    while (parent.get(root) !== root) {
      parent.set(root, parent.get(parent.get(root)!)!);
      root = parent.get(root)!;
    }
    return root;
  };
  const tree = new Map(shots.map(({ id }): [string, Step[]] => [id, []]));
  const usable = pairs.filter(({ offsets, confidence }) => offsets.length > 0 && confidence >= LEAST_CONFIDENCE);
  for (const { a, b, offsets } of usable.sort((p, q) => q.confidence - p.confidence)) {
    if (rootOf(a) === rootOf(b)) continue;
    parent.set(rootOf(a), rootOf(b));
    const [x, y] = offsets[0]!.at;
    tree.get(a)!.push({ to: b, by: [x, y] });
    tree.get(b)!.push({ to: a, by: [-x, -y] });
  }
  return tree;
}

function partsOf(shots: ShotToPlace[], tree: Map<string, Step[]>): string[][] {
  const seen = new Set<string>();
  return shots.flatMap(({ id }) => {
    if (seen.has(id)) return [];
    const part = [id];
    seen.add(id);
    for (let at = 0; at < part.length; at++) {
      for (const { to } of tree.get(part[at]!)!) if (!seen.has(to)) seen.add(to) && part.push(to);
    }
    return [part];
  });
}

/** Leaves go, layer by layer; who is left last is the centre. */
function centreOf(part: string[], tree: Map<string, Step[]>): string {
  const degree = new Map(part.map((id) => [id, tree.get(id)!.length]));
  const order = part.filter((id) => degree.get(id)! <= 1);
  for (let at = 0; at < order.length; at++) {
    for (const { to } of tree.get(order[at]!)!) {
      degree.set(to, degree.get(to)! - 1);
      if (degree.get(to) === 1) order.push(to);
    }
  }
  return order.at(-1)!;
}

function walk(root: string, tree: Map<string, Step[]>, nominal: Map<string, XY>, positions: Map<string, XY>): void {
  positions.set(root, nominal.get(root)!);
  const queue = [root];
  for (let at = 0; at < queue.length; at++) {
    const [x, y] = positions.get(queue[at]!)!;
    for (const { to, by } of tree.get(queue[at]!)!) {
      if (positions.has(to)) continue;
      positions.set(to, [x + by[0], y + by[1]]);
      queue.push(to);
    }
  }
}

/** Correction as a linear function of the plan, one slope an axis, by least squares. */
function linearModel(part: string[], nominal: Map<string, XY>, positions: Map<string, XY>): (plan: XY) => XY {
  const fits = ([0, 1] as const).map((axis) => {
    const plan = part.map((id) => nominal.get(id)![axis]);
    const off = part.map((id) => positions.get(id)![axis] - nominal.get(id)![axis]);
    const [middle, shift] = [mean(plan), mean(off)];
    const spread = plan.reduce((sum, px) => sum + (px - middle) ** 2, 0);
    const slope = plan.reduce((sum, px, k) => sum + (px - middle) * off[k]!, 0) / (spread || 1);
    return (px: number) => shift + slope * (px - middle);
  });
  return ([x, y]) => [fits[0]!(x), fits[1]!(y)];
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
