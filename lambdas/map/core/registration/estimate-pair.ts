import type { Calibration, Pair, PairReason, XY } from '../../placement.ts';
import type { Kernel, Strip } from '../../ports/kernel.ts';
import { findPeaks, type Peaks } from './candidates.ts';
import { findFraction } from './fraction.ts';
import { FLAT_PIXELS, judge, type Verdict, WEAK } from './judge.ts';
import { latticeOf, placesOn, proposals, SAME_PLACE } from './lattice.ts';
import {
  byShare,
  inLight,
  openScene,
  relight,
  type Scene,
  settle,
  sharpen,
  type Tried,
  tryOffset,
  weight,
} from './scene.ts';
import { apart, LEAST_OVERLAP, sharedWindows } from './windows.ts';

/** What two pictures say of each other, without their names. */
export type Finding = Omit<Pair, 'a' | 'b' | 'side'>;
export type Limits = Pick<Calibration, 'radius' | 'whole'>;

/** Height of the first peak of a correlation over the second from which its offset is looked at alone. */
const RATIO = { quarter: 2, half: 1.5 };
/** Peaks that are tried beside the first, to see whether another fits as well; and where nothing was sure. */
const PEAKS = { few: 12, many: 24 };
/** px that the pixels may move a peak by runs alone, and how many of them are then looked at closely. */
const SETTLING = { few: { reach: 2, most: 4 }, many: { reach: 3, most: 24 }, proposed: { reach: 1, most: 24 } };
/** Share of equal pixels by which another light must be better to be the truth. */
const LIT_GAIN = 0.05;
/** An offset that fewer pixels agree with is looked at to the last bit: water may have pulled it by a px. */
const BLURRED = 0.9;
/** Below this share of equal pixels nothing fits, unless something repeats: unrelated streets and roofs reach 0.2 to 0.5. */
const FITS = 0.55;
/** Below this share nothing repeats, it is chance that many places fit as badly. */
const REPEATS = 0.6;
/** Shares nearer to the best than this are as good: where something repeats. */
const AS_GOOD = 0.01;
/** Differences between places up to this much worse than the best are asked whether something repeats. */
const NEARLY_AS_GOOD = 0.06;
/** Where an offset beside the first matches so well something repeats: then all places that might fit are tried. */
const REPEATED = 0.9;
/** Of textured pixels in px of the overlap: below it hardly anything can be compared. */
const FLAT_SHARE = 0.005;
const MOST_OFFSETS = 4;

/**
 * The offset of two shots, as strips from prepareShot, near the planned one. Three tiers, each only if the one before was not
 * sure: correlation at a quarter of the resolution, at half of it, and everything that fits tried pixel by pixel.
 */
export function estimatePair(kernel: Kernel, a: Strip, b: Strip, plan: XY, limits: Limits): Finding {
  const planned = plan.map(Math.round) as XY;
  const { radius } = limits;
  const size: XY = [a.width, a.height];
  const windows = sharedWindows(size, planned, radius, LEAST_OVERLAP);
  if (!windows) return nothing('no_overlap');
  const scene = openScene(kernel, a, b, windows, { planned, radius });
  const look = (scale: 2 | 4, margin: number) =>
    findPeaks(kernel, a, b, planned, { scale, margin, radius, most: PEAKS.many });

  const quick = look(4, 0);
  const first = quick.ratio > RATIO.quarter ? surePeak(scene, quick) : undefined;
  if (first) return located(scene, first, limits);
  const fine = look(2, unaliased(size, planned, radius));
  const second = fine.ratio > RATIO.half ? surePeak(scene, fine) : undefined;
  if (second) return located(scene, second, limits);
  const found = tryEverything(scene, [quick, fine, look(4, radius)], planned, limits);
  return found.reason !== 'sure' && isSamePicture(kernel, a, b, found) ? nothing('same_picture') : found;
}

const nothing = (reason: PairReason): Finding => ({ offsets: [], confidence: 0, sigma: 0, reason });

/** Windows so much wider that no offset within the radius comes around from the other side of the surface. */
function unaliased(size: XY, planned: XY, radius: number): number {
  const least = Math.min(size[0] - Math.abs(planned[0]), size[1] - Math.abs(planned[1]));
  return Math.max(0, Math.min(radius, 2 * radius + 24 - least));
}

/** The first peak, if what the pixels say agrees with it. */
function surePeak(scene: Scene, peaks: Peaks): Verdict | undefined {
  return inLight(scene, peaks.offsets[0]!, (lit) => {
    const tried = settle(lit, peaks.offsets.slice(0, PEAKS.few), SETTLING.few);
    const verdict = judge(tried, ratioAt(peaks, tried[0]));
    const isAlone = !tried.some(({ at, share }) => share > REPEATED && apart(at, tried[0]!.at) > SAME_PLACE);
    return verdict?.isSure && isAlone ? sharpened(lit, verdict) : undefined;
  });
}

const sharpened = (scene: Scene, verdict: Verdict): Verdict =>
  scene.isLit || verdict.best.share >= BLURRED ? verdict : { ...verdict, best: sharpen(scene, verdict.best) };

function ratioAt({ offsets, ratio }: Peaks, tried: Tried | undefined): number {
  return tried && offsets[0] && apart(offsets[0], tried.at) <= 6 ? ratio : 1;
}

function located(scene: Scene, { best, confidence }: Verdict, { whole }: Limits): Finding {
  const sure = (at: XY, sigma: number, limit = 1): Finding => {
    const offsets = [{ at, score: best.share }];
    return { offsets, confidence: Math.min(limit, confidence), sigma, reason: 'sure' };
  };
  if (whole) return sure(best.at, 0);
  const found = findFraction(scene, best.at);
  return found ? sure(found.at, found.sigma) : sure(best.at, 0.5, WEAK.confidence);
}

/** Every peak of the correlations, where content repeats also what lies on its lattice, compared pixel by pixel in both lights. */
function tryEverything(scene: Scene, peaks: Peaks[], planned: XY, limits: Limits): Finding {
  const surest = peaks.toSorted((a, b) => b.ratio - a.ratio)[0]!.offsets[0] ?? planned;
  const asIs = tryAll(scene, peaks, planned, limits);
  if (asIs.finding.reason === 'sure') return asIs.finding;
  const relit = relight(scene, surest, (lit) => tryAll(lit, peaks, planned, limits));
  return relit && relit.fits > asIs.fits + LIT_GAIN ? relit.finding : asIs.finding;
}

type Answer = { finding: Finding; fits: number };

function tryAll(scene: Scene, peaks: Peaks[], planned: XY, limits: Limits): Answer {
  const starts = [planned, ...peaks.flatMap(({ offsets }) => offsets)];
  const tried = withRepetitions(scene, distinct(settle(scene, starts, SETTLING.many)), planned);
  const [best] = tried;
  if (!best || best.compared < FLAT_PIXELS) return { finding: nothing('flat'), fits: 0 };
  const fits = weight(best);
  const verdict = judge(tried, Math.max(...peaks.map((one) => ratioAt(one, best))))!;
  if (verdict.isSure) return { finding: located(scene, sharpened(scene, verdict), limits), fits };
  const open = ambiguous(tried, planned, verdict.confidence);
  if (best.share >= FITS || open.lattice) return { finding: open, fits };
  return { finding: nothing(isFlat(scene, planned) ? 'flat' : 'different'), fits };
}

/** Also places that the differences between good ones lead to, and what lies on the lattice around the best and around the plan. */
function withRepetitions(scene: Scene, tried: Tried[], planned: XY): Tried[] {
  const good = tried.filter((one) => one.share > tried[0]!.share - NEARLY_AS_GOOD);
  if (good.length < 2) return tried;
  const proposed = proposals(good.slice(0, 6), planned, PEAKS.many).filter(scene.isAllowed);
  const more = distinct([...tried, ...settle(scene, proposed, SETTLING.proposed)]);
  const [best] = more;
  const lattice = latticeOf(more.filter((one) => one.share > best!.share - NEARLY_AS_GOOD).map(({ at }) => at));
  if (!lattice) return more;
  const places = [best!.at, planned].flatMap((near) => placesOn(lattice, best!.at, near, PEAKS.few));
  return distinct([...more, ...settle(scene, places.filter(scene.isAllowed), SETTLING.proposed)]);
}

function distinct(tried: Tried[]): Tried[] {
  const found: Tried[] = [];
  for (const one of tried.toSorted(byShare)) {
    if (found.every(({ at }) => apart(at, one.at) > SAME_PLACE)) found.push(one);
  }
  return found;
}

/** Of offsets that fit as well as each other those nearest to the plan come first. */
function ambiguous(tried: Tried[], planned: XY, confidence: number): Finding {
  const most = Math.max(...tried.filter(({ compared }) => compared >= FLAT_PIXELS).map(({ share }) => share));
  const asGood = tried.filter(({ share, compared }) => compared >= FLAT_PIXELS && share >= most - AS_GOOD);
  const lattice = most < REPEATS ? undefined : latticeOf(asGood.map(({ at }) => at));
  const nearest = asGood.toSorted((a, b) => apart(a.at, planned) - apart(b.at, planned));
  const others = tried.filter((one) => !asGood.includes(one));
  const offsets = [...nearest, ...others].slice(0, MOST_OFFSETS).map(({ at, share }) => ({ at, score: share }));
  return { offsets, confidence, sigma: 1, reason: 'ambiguous', ...(lattice && { lattice }) };
}

function isFlat({ a, ...scene }: Scene, planned: XY): boolean {
  const { compared } = tryOffset({ ...scene, a }, planned, 2);
  return compared < FLAT_SHARE * a.width * a.height;
}

/** Both pictures are one: all that can be compared is equal, at no offset. Where something repeats that says nothing. */
function isSamePicture(kernel: Kernel, a: Strip, b: Strip, { lattice }: Finding): boolean {
  if (lattice) return false;
  const { compared, matched } = kernel.match(a, b, [0, 0], { tolerance: 2, every: 8 });
  return compared >= FLAT_PIXELS && matched > 0.98 * compared;
}
