/** Places one generated city and says how well: `node contender.ts NAME ROWS COLS SEED`, in a process of its own. */
import { cityOf, errorsOf } from '../../lambdas/map/core/placing/city.fixture.ts';
import { placeShots } from '../../lambdas/map/core/placing/place-shots.ts';
import { spanningTree } from './spanning-tree.ts';

export type Placed = {
  shots: number;
  cpuSeconds: number;
  peakMb: number;
  /** Shots that are not in a lake: how many of them within half a px of the truth, in percent. */
  exact: number;
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

const errors = errorsOf(city, placed);
const isWrong = (id: string) => errors.get(id)! > 0.5;
const onLand = placed.filter(({ id }) => !city.lake.has(id));
const result: Placed = {
  shots: placed.length,
  cpuSeconds: (user + system) / 1e6,
  peakMb: process.resourceUsage().maxRSS / 1024,
  exact: (100 * onLand.filter(({ id }) => !isWrong(id)).length) / onLand.length,
  wrongSure: placed.filter(({ id, confidence }) => confidence >= 0.9 && isWrong(id)).length,
  wrongLikely: placed.filter(({ id, confidence }) => confidence >= 0.5 && isWrong(id)).length,
  rightUnlikely: onLand.filter(({ id, confidence }) => confidence < 0.5 && !isWrong(id)).length,
};
console.log(JSON.stringify(result));
