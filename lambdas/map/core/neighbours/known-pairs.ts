import type { Neighbour, Pair, XY } from '../../placement.ts';
import type { CoordsItem, Located } from '../../workflow.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { nextNeighbour } from './comparison-order.ts';

/** A build whose pairs are known: its shots, what they said, and the checksums of their pictures by their ids. */
export type Compared = { items: CoordsItem[]; located: Located; sums: ReadonlyMap<string, string> };

export type KnownPairs = {
  /** Shots about which nothing is left to ask. */
  located: Located;
  /** Of the others what is known, by their ids. */
  pairs: Map<string, Pair[]>;
};

type Compare = Pick<CoordsItem, 'id' | 'nominal'>;

/** What a pair's answer depends on, beside the calibration: two pictures, on which side, how far apart they were planned. */
function questionOf(sums: ReadonlyMap<string, string>, a: Compare, b: Compare, side: Neighbour['side']): string {
  const offset: XY = [b.nominal[0] - a.nominal[0], b.nominal[1] - a.nominal[1]];
  return [sums.get(a.id), sums.get(b.id), side, ...offset].join(' ');
}

/** Pairs of these shots that another build asked about with the same calibration, with the ids that they have now. */
export function knownPairs(items: CoordsItem[], sums: ReadonlyMap<string, string>, before: Compared): KnownPairs {
  const answers = answersOf(before);
  const known: KnownPairs = { located: {}, pairs: new Map() };
  for (const item of items) {
    if (item.neighbours.length === 0) continue;
    const answer = (neighbour: Neighbour): Pair | undefined => {
      const found = answers.get(questionOf(sums, item, neighbour, neighbour.side));
      return found && { ...found, a: item.id, b: neighbour.id };
    };
    const pairs = allAnswered(item, answer);
    if (pairs) {
      const compared = item.neighbours.map(({ id }) => id);
      known.located[item.id] = { compared, pairs, estimator: ESTIMATOR_VERSION };
    } else {
      const some = item.neighbours.flatMap((neighbour) => answer(neighbour) ?? []);
      if (some.length > 0) known.pairs.set(item.id, some);
    }
  }
  return known;
}

function answersOf({ items, located, sums }: Compared): Map<string, Pair> {
  const answers = new Map<string, Pair>();
  for (const item of items) {
    const said = located[item.id];
    if (said?.estimator !== ESTIMATOR_VERSION) continue;
    const pairs = new Map(said.pairs.map((pair) => [pair.b, pair]));
    for (const neighbour of item.neighbours) {
      const pair = pairs.get(neighbour.id);
      if (pair) answers.set(questionOf(sums, item, neighbour, neighbour.side), pair);
    }
  }
  return answers;
}

/** What a comparison would say, if it needs nothing but what is known. */
function allAnswered(item: CoordsItem, answer: (neighbour: Neighbour) => Pair | undefined): Pair[] | undefined {
  const pairs: Pair[] = [];
  for (let next = nextNeighbour(item, pairs); next; next = nextNeighbour(item, pairs)) {
    const known = answer(next);
    if (!known) return undefined;
    pairs.push(known);
  }
  return pairs;
}
