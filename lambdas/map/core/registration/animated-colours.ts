import type { XY } from '../../placement.ts';
import { type Bins, CHROMA_BINS, type Strip } from '../../ports/kernel.ts';
import type { Scene } from './scene.ts';
import { minus } from './windows.ts';

/** Per chroma bin: pixels that both shots of a pair show, and how many of them differ. */
type Tally = { seen: Uint32Array; differ: Uint32Array };

/** Luma by which pixels that did not change may differ: none but rounding; where few pairs agree so well, what JPEG and a tint leave. */
const TOLERANCES = [2, 12] as const;
/** A bin with fewer px in a pair says nothing. */
const LEAST_PIXELS = 30;
/** A colour changes by itself when this share of its pixels is another one in the next shot (what moves on it is far less). */
const ANIMATED = 0.2;
/** And when it does so in so many pairs: a vehicle or a window is seen in one. */
const LEAST_PAIRS = 2;
/** A colour is not the same to the last bit when this share differs: between px its edges do, at whole ones what moves over it. */
const MOVED = 0.1;

/** Of all pixels of such colours: a colour with fewer disturbs nobody, and a narrow range of colours is hidden quickly. */
const RARE = 0.005;

export type PairColours = [Tally, Tally];

/** What the colours of a pair do where it certainly fits. */
export function colourChanges({ kernel, a, b, origin }: Scene, bins: Bins, at: XY): PairColours {
  const strips: [Strip, Strip] = [a, b];
  const { seen, differ } = kernel.tallyBins(...strips, minus(at, origin), bins, TOLERANCES);
  return differ.map((some): Tally => ({ seen, differ: some })) as PairColours;
}

/**
 * Colours that are another one in the next shot, while the rest is the same: water, smoke, lamps. A pair that agrees in few of its
 * colours has followed the water instead of the land, and is left out.
 */
export function animatedBins(pairs: PairColours[]): Uint8Array {
  const exact = pairs.map((pair) => pair[0]).filter(agrees);
  const trusted = exact.length >= pairs.length / 2 ? exact : pairs.map((pair) => pair[1]).filter(agrees);
  const found = new Uint32Array(CHROMA_BINS);
  for (let bin = 0; bin < CHROMA_BINS; bin++) {
    let [seen, differ, changed] = [0, 0, 0];
    for (const tally of trusted) {
      if (tally.seen[bin]! < LEAST_PIXELS) continue;
      seen += tally.seen[bin]!;
      differ += tally.differ[bin]!;
      if (tally.differ[bin]! > ANIMATED * tally.seen[bin]!) changed++;
    }
    if (changed >= LEAST_PAIRS && differ > ANIMATED * seen) found[bin] = seen;
  }
  const all = found.reduce((sum, seen) => sum + seen, 0);
  return Uint8Array.from(found, (seen) => (seen > RARE * all ? 1 : 0));
}

const agrees = (tally: Tally): boolean => {
  const { same, other } = countColours(tally);
  return same > other;
};

/** How many colours are the same in both shots of a pair, and how many are not. */
function countColours({ seen, differ }: Tally, change = ANIMATED): { same: number; other: number } {
  let [same, other] = [0, 0];
  for (let bin = 0; bin < CHROMA_BINS; bin++) {
    if (seen[bin]! < LEAST_PIXELS) continue;
    if (differ[bin]! > change * seen[bin]!) other++;
    else same++;
  }
  return { same, other };
}

/** Land has many colours, water a few: an offset at which more of them are the same is the better one, however few the pixels. */
export const agreeingColours = ([exact, rough]: PairColours): number =>
  Math.max(countColours(exact).same, countColours(rough).same / 2);

/**
 * Whether nearly all pixels of most colours are the same: a tenth of a px beside, two levels of light hide it in pixel art, and only
 * the last bit shows it (measured: 50 of 52 colours differ there, none of 52 where it is whole).
 */
export function areSameToTheBit({ kernel, a, b, origin }: Scene, bins: Bins, at: XY): boolean {
  const { seen, differ } = kernel.tallyBins(a, b, minus(at, origin), bins, [0, 0]);
  const { same, other } = countColours({ seen, differ: differ[0] }, MOVED);
  return same >= 2 * other && same > 0;
}
