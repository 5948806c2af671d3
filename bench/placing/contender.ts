/** Places one generated city and says how well: `node contender.ts NAME ROWS COLS SEED`, in a process of its own. */
import { cityOf, errorsOf } from '../../lambdas/map/core/placing/city.fixture.ts';
import { graphOf } from '../../lambdas/map/core/placing/graph.ts';
import { islandsOf, largest } from '../../lambdas/map/core/placing/islands.ts';
import { placeShots } from '../../lambdas/map/core/placing/place-shots.ts';
import { spanningTree } from './spanning-tree.ts';

export type Placed = {
  shots: number;
  cpuSeconds: number;
  peakMb: number;
  /** Within half a px of the truth, percent: of the shots that right pairs tie to most others, and of all that are not in a lake. */
  exact: number;
  exactOnLand: number;
  /** Shots wrong by more, of those with a confidence of 0.9 and more; the peer has no confidence. */
  wrongSure: number;
  wrongLikely: number;
  rightUnlikely: number;
};

/** One in twenty pairs is wrong and sure of it: half of these anywhere, half a step of the lattice off. */
const WRONG = { wrong: 0.025, wrongStep: 0.025 };
const SHOTS_PER_LAKE = 250;

const [name = 'ours', rows = 100, cols = 100, seed = 1] = process.argv
  .slice(2)
  .map((word, k) => (k === 0 ? word : Number(word)));
const city = cityOf({
  ...{ rows: Number(rows), cols: Number(cols), seed: Number(seed), ...WRONG },
  lakes: Math.round((Number(rows) * Number(cols)) / SHOTS_PER_LAKE),
  diagonals: name !== 'no-diagonals',
});

const before = process.cpuUsage();
const placed =
  name === 'spanning-tree'
    ? spanningTree(city.shots, city.pairs).map((shot) => ({ ...shot, confidence: 1 }))
    : placeShots(city.shots, city.pairs).shots;
const { user, system } = process.cpuUsage(before);

const graph = graphOf(city.shots, city.pairs);
const ties = islandsOf(graph, (pair) => {
  const [a, b] = [city.truth.get(graph.pairs[pair]!.a)!, city.truth.get(graph.pairs[pair]!.b)!];
  const [x, y] = graph.pairs[pair]!.offsets[0]!.at;
  return Math.hypot(x - b[0] + a[0], y - b[1] + a[1]) <= 0.5;
});
const tied = new Set(ties.members[largest(ties)]!.map((shot) => graph.shots[shot]!.id));

const errors = errorsOf(city, placed);
const isWrong = (id: string) => errors.get(id)! > 0.5;
const onLand = placed.filter(({ id }) => !city.lake.has(id));
const shareRight = (some: { id: string }[]) => (100 * some.filter(({ id }) => !isWrong(id)).length) / some.length;
const result: Placed = {
  shots: placed.length,
  cpuSeconds: (user + system) / 1e6,
  peakMb: process.resourceUsage().maxRSS / 1024,
  exact: shareRight(placed.filter(({ id }) => tied.has(id))),
  exactOnLand: shareRight(onLand),
  wrongSure: placed.filter(({ id, confidence }) => confidence >= 0.9 && isWrong(id)).length,
  wrongLikely: placed.filter(({ id, confidence }) => confidence >= 0.5 && isWrong(id)).length,
  rightUnlikely: onLand.filter(({ id, confidence }) => confidence < 0.5 && !isWrong(id)).length,
};
console.log(JSON.stringify(result));
