import type { Bins, Strip } from '../../ports/kernel.ts';
import { BINS } from './prepare-shot.ts';
import type { Scene } from './scene.ts';
import { minus } from './windows.ts';

/** Per chroma bin: pixels that both shots of a pair show, and how many of them differ. */
type Tally = { seen: Uint32Array; differ: Uint32Array };

/** Luma by which pixels that did not change may differ: none but rounding, or what JPEG and a tint leave. */
const TOLERANCES = [2, 12] as const;
/** Where more than this share of all pixels differs by the smaller tolerance, the larger one is asked. */
const NOISY = 0.3;
/** A bin with fewer px in a pair says nothing. */
const LEAST_PIXELS = 40;
/** A colour changes by itself when this share of its pixels is another one in the next shot (what moves on it is far less). */
const ANIMATED = 0.2;
/** And when it does so in so many pairs: a popup is seen in one. */
const LEAST_PAIRS = 3;

const emptyTally = (): Tally => ({ seen: new Uint32Array(BINS), differ: new Uint32Array(BINS) });

export type PairColours = [Tally, Tally];

/** What the colours of a pair do where it certainly fits. */
export function colourChanges({ kernel, a, b, origin }: Scene, bins: Bins, at: [number, number]): PairColours {
  const strips: [Strip, Strip] = [a, b];
  return TOLERANCES.map((tolerance) => {
    const { seen, differ } = emptyTally();
    kernel.tallyBins(...strips, minus(at, origin), bins, { tolerance, every: 2 }, seen, differ);
    return { seen, differ };
  }) as PairColours;
}

/**
 * Colours that are another one in the next shot, while the rest is the same: water, smoke, lamps. A pair that agrees in few of its
 * colours has followed the water instead of the land, and is left out.
 */
export function animatedBins(pairs: PairColours[]): Uint8Array {
  const which = sum(pairs, (tally) => tally.differ, 0) > NOISY * sum(pairs, (tally) => tally.seen, 0) ? 1 : 0;
  const trusted = pairs.map((pair) => pair[which]).filter(agrees);
  const animated = new Uint8Array(BINS);
  for (let bin = 0; bin < BINS; bin++) {
    let [seen, differ, changed] = [0, 0, 0];
    for (const tally of trusted) {
      if (tally.seen[bin]! < LEAST_PIXELS) continue;
      seen += tally.seen[bin]!;
      differ += tally.differ[bin]!;
      if (tally.differ[bin]! > ANIMATED * tally.seen[bin]!) changed++;
    }
    if (changed >= LEAST_PAIRS && differ > ANIMATED * seen) animated[bin] = 1;
  }
  return animated;
}

function agrees({ seen, differ }: Tally): boolean {
  let [same, other] = [0, 0];
  for (let bin = 0; bin < BINS; bin++) {
    if (seen[bin]! < LEAST_PIXELS) continue;
    if (differ[bin]! > ANIMATED * seen[bin]!) other++;
    else same++;
  }
  return same > other;
}

function sum(pairs: PairColours[], of: (tally: Tally) => Uint32Array, which: 0 | 1): number {
  return pairs.reduce((total, pair) => total + of(pair[which]).reduce((all, count) => all + count, 0), 0);
}
