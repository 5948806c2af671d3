import { SAME_PLACE } from './repetition.ts';
import type { Tried } from './scene.ts';
import { apart } from './windows.ts';

/** Textured pixels below which an overlap has nothing to say. */
export const FLAT_PIXELS = 300;
/** Textured pixels below which an offset is never quite sure. */
const SURE_PIXELS = 1000;
/** Share of equal pixels below which an offset is never sure: places between whole px and noise leave half of them. */
const SURE_SHARE = 0.35;
/** Textured pixels by which the best offset must be better than any other. */
const SURE_LEAD = 100;
/** An offset that leaves less than this share of the pixels to compare competes only when it is clearly better. */
const COMPARABLE = 0.35;
/** Pixels that differ without saying anything: a vehicle, a figure, a flag. */
const TRIFLE = 30;

/** How sure an offset is that pixels alone did not decide clearly, or that many disagree with: correlation follows moving water. */
export const WEAK = { evidence: 0.5, share: 0.7, confidence: 0.85 };
/** The most that an offset gets that is not sure. */
const UNSURE = 0.3;

export type Verdict = { best: Tried; confidence: number; isSure: boolean };

/**
 * How sure the best of all offsets is. Pixels differ at the right offset because things move; at a wrong one because all is
 * elsewhere. So what counts is how many times more differ (or how many times fewer match) at the best of the other offsets.
 * @param tried best first; every place that correlation or repetition suggests
 * @param peakRatio height of the correlation's peak at the best offset over that of the next one; 1 when another one is the highest
 */
export function judge(tried: Tried[], peakRatio: number): Verdict | undefined {
  const [best] = tried;
  if (!best || best.compared < FLAT_PIXELS) return undefined;
  const next = tried.filter((one) => competes(one, best)).sort((a, b) => b.share - a.share)[0];
  const evidence = next ? evidenceFor(best, next) : moreHits(best, { share: 0 });
  const lead = (best.share - (next?.share ?? 0)) * Math.min(best.compared, next?.compared ?? best.compared);
  const total = evidence + 0.5 * Math.max(0, Math.min(2, Math.log2(peakRatio)));
  const isSure = total >= 1 && evidence >= 0.25 && best.share >= SURE_SHARE && lead >= SURE_LEAD;
  if (!isSure) return { best, confidence: Math.max(0, Math.min(UNSURE, UNSURE * total)), isSure };
  const confidence = 1 - 0.5 * Math.exp(-1.6 * total);
  const isWeak = evidence < WEAK.evidence || best.compared < SURE_PIXELS || best.share < WEAK.share;
  return { best, confidence: isWeak ? Math.min(WEAK.confidence, confidence) : confidence, isSure };
}

/**
 * A sure offset, after others were looked at which lie where it may not lie itself.
 * @returns undefined where one of them is better by as many pixels as a sure one has to be; less sure where one is as good
 */
export function weighed(verdict: Verdict, others: Tried[]): Verdict | undefined {
  const { best, confidence } = verdict;
  const leadOf = ({ share, compared }: Tried) => (share - best.share) * Math.min(compared, best.compared);
  if (others.some((one) => one.compared >= FLAT_PIXELS && leadOf(one) >= SURE_LEAD)) return undefined;
  const [next] = others.filter((one) => competes(one, best)).sort((a, b) => b.share - a.share);
  if (!next || evidenceFor(best, next) >= WEAK.evidence) return verdict;
  return { ...verdict, confidence: Math.min(WEAK.confidence, confidence) };
}

const evidenceFor = (best: Tried, next: Tried): number => Math.max(fewerMisses(best, next), moreHits(best, next));

function competes({ at, compared, share }: Tried, best: Tried): boolean {
  if (compared < FLAT_PIXELS || apart(at, best.at) <= SAME_PLACE) return false;
  return compared >= COMPARABLE * best.compared || share > best.share + 0.01;
}

/** 1: three times as many pixels differ at the other offset, for as many that are compared. */
function fewerMisses(best: Tried, other: Tried): number {
  const [few, many] = [best, other].map(({ share }) => (1 - share) * Math.min(best.compared, other.compared) + TRIFLE);
  return Math.log(many! / few!) / Math.log(3);
}

/** 1: twice as many pixels match as at the other offset. */
const moreHits = (best: Tried, other: Pick<Tried, 'share'>): number =>
  Math.log2((best.share + 0.02) / (other.share + 0.02));
