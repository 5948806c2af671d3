import type { Box, Neighbour, Pair, XY } from '../../placement.ts';
import type { CoordsItem, Located } from '../../workflow.ts';
import { cellsWithin, type SeenPicture } from '../cells.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { LEAST_OVERLAP, minus, sharedWindows } from '../registration/windows.ts';
import { nextNeighbour } from './comparison-order.ts';

/** What is in the pictures of a build, by the ids of its shots. */
type Seen = ReadonlyMap<string, SeenPicture>;
/** A build whose pairs are known: its shots, what they said, and what is in their pictures. */
export type Compared = { items: CoordsItem[]; located: Located; seen: Seen };

export type KnownPairs = {
  /** Shots about which nothing is left to ask. */
  located: Located;
  /** Of the others what is known, by their ids. */
  pairs: Map<string, Pair[]>;
};

/**
 * Pairs of these shots that another build asked about with the same calibration, with the ids that they have now.
 * @param radius of the calibration, in px
 */
export function knownPairs(items: CoordsItem[], seen: Seen, before: Compared, radius: number): KnownPairs {
  const answers = answersOf(before, radius);
  const known: KnownPairs = { located: {}, pairs: new Map() };
  for (const item of items) {
    if (item.neighbours.length === 0) continue;
    const answer = (neighbour: Neighbour): Pair | undefined => {
      const { whole, parts } = questionOf(seen, item, neighbour, radius);
      const found = answers.get(whole) ?? (parts === undefined ? undefined : answers.get(parts));
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

function answersOf({ items, located, seen }: Compared, radius: number): Map<string, Pair> {
  const answers = new Map<string, Pair>();
  for (const item of items) {
    const said = located[item.id];
    if (said?.estimator !== ESTIMATOR_VERSION) continue;
    const pairs = new Map(said.pairs.map((pair) => [pair.b, pair]));
    for (const neighbour of item.neighbours) {
      const pair = pairs.get(neighbour.id);
      if (!pair) continue;
      const { whole, parts } = questionOf(seen, item, neighbour, radius);
      answers.set(whole, pair);
      if (parts && sawPartsOnly(pair)) answers.set(parts, pair);
    }
  }
  return answers;
}

/** px around what both shots can share that a comparison reads: textures look at one px around, high-passes at eight. */
const AROUND = 32;

/**
 * What a pair's answer depends on, beside the calibration: two pictures, on which side, how far apart they were planned. `parts`: the
 * same of those parts alone that both can share within the radius; undefined where they are not known.
 */
function questionOf(
  seen: Seen,
  a: CoordsItem,
  b: Neighbour,
  radius: number,
): { whole: string; parts: string | undefined } {
  const { id, nominal, width, height } = a;
  const offset = minus(b.nominal, nominal);
  const [one, other] = [seen.get(id)!, seen.get(b.id)!];
  const asked = [b.side, ...offset].join(' ');
  const size = { width, height };
  const windows = sharedWindows([width, height], offset.map(Math.round) as XY, radius, LEAST_OVERLAP);
  const part = ({ cells }: SeenPicture, [left, top, across, down]: Box) =>
    cells &&
    cellsWithin(cells, size, {
      ...{ left: Math.max(0, left - AROUND), top: Math.max(0, top - AROUND) },
      ...{ right: Math.min(width, left + across + AROUND), bottom: Math.min(height, top + down + AROUND) },
    });
  const parts = windows && [part(one, windows.a), part(other, windows.b)];
  return {
    whole: [one.sha256, other.sha256, asked].join(' '),
    parts: parts?.every((each) => each) ? [...parts, asked].join(' ') : undefined,
  };
}

/** Of pairs that are not sure the whole pictures were asked whether they are one, and of those that features found for these. */
const sawPartsOnly = ({ reason, by_features }: Pair): boolean => reason === 'sure' && !by_features;

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
