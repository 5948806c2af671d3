import { expect, it } from 'vitest';
import { CHROMA_BINS } from '../../ports/kernel.ts';
import { animatedBins, type PairColours } from './animated-colours.ts';
import { packBins, unpackBins } from './prepare-shot.ts';

/** Bin -> px seen and px that differ, by the smaller and by the larger tolerance. */
function pair(bins: Record<number, [seen: number, differ: number, more?: number]>): PairColours {
  return [1, 2].map((which) => {
    const tally = { seen: new Uint32Array(CHROMA_BINS), differ: new Uint32Array(CHROMA_BINS) };
    for (const [bin, counts] of Object.entries(bins)) {
      tally.seen[Number(bin)] = counts[0];
      tally.differ[Number(bin)] = counts[which] ?? counts[1];
    }
    return tally;
  }) as PairColours;
}
const marked = (pairs: PairColours[]) => [...animatedBins(pairs).entries()].flatMap(([bin, is]) => (is ? [bin] : []));
const LAND: Record<number, [number, number]> = { 100: [5000, 60], 200: [3000, 30], 300: [900, 90] };

it('are colours that differ in several pairs whose other colours do not', () => {
  const shore = pair({ ...LAND, 7: [4000, 2500] });
  expect(marked([shore, shore, shore])).toEqual([7]);
  expect(marked([shore])).toEqual([]);
});

it('are not those of the land where a pair followed the water', () => {
  const shore = pair({ ...LAND, 7: [4000, 2500] });
  const followed = pair({ 100: [3000, 2000], 200: [2000, 1500], 300: [900, 800], 7: [90_000, 0] });
  expect(marked([shore, shore, shore, shore, followed, followed, followed])).toEqual([7]);
});

it('are asked with more tolerance where everything differs a little', () => {
  const noisy = pair({ 100: [5000, 3000, 40], 200: [3000, 2000, 30], 7: [4000, 3900, 2000] });
  expect(marked([noisy, noisy, noisy])).toEqual([7]);
});

it('travel as base64', () => {
  const bins = new Uint8Array(CHROMA_BINS);
  for (const bin of [0, 7, 8, 1023]) bins[bin] = 1;
  expect(unpackBins(packBins(bins))).toEqual(bins);
  expect(unpackBins('')).toEqual(new Uint8Array(CHROMA_BINS));
});
