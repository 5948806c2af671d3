import type { ShotReason } from '../../placement.ts';
import type { Beliefs } from './beliefs.ts';
import type { Graph } from './graph.ts';
import type { Islands } from './islands.ts';

/** Why an island (mostly a single shot) is not tied to the others: what most of the pairs that should tie it say. */
export type Telling = { reason: ShotReason /** One of them repeats. */; repeats: boolean };

export function tellingsOf({ pairs, from, to }: Graph, { trust }: Beliefs, { of, members }: Islands): Telling[] {
  const counts = members.map(() => ({ different: 0, flat: 0, ambiguous: 0, repeats: false }));
  for (const [pair, { reason, lattice }] of pairs.entries()) {
    const [a, b] = [of[from[pair]!]!, of[to[pair]!]!];
    if (a === b || reason === 'no_overlap') continue;
    // A pair that is sure and yet ties nothing contradicts others.
    const told = reason === 'flat' || (reason === 'ambiguous' && trust[pair] === 0) ? reason : 'different';
    for (const island of [a, b]) {
      counts[island]![told]++;
      if (reason === 'ambiguous' || lattice) counts[island]!.repeats = true;
    }
  }
  return counts.map(({ repeats, ...told }) => {
    const reasons = (['different', 'flat', 'ambiguous'] as const).filter((each) => told[each] > 0);
    const [reason] = reasons.sort((a, b) => told[b] - told[a]);
    return { reason: reason ?? 'alone', repeats };
  });
}
