import type { XY } from '../../placement.ts';
import { heldAgainst } from './beyond.ts';
import { type Peaks, ratioAt } from './candidates.ts';
import { type Finding, type Limits, located, nothing, sharpened } from './finding.ts';
import { FLAT_PIXELS, judge } from './judge.ts';
import { latticeOf, placesOn, proposals, SAME_PLACE } from './repetition.ts';
import { byShare, relight, type Scene, settle, type Tried, tryOffset, weight } from './scene.ts';
import { apart } from './windows.ts';

/** How far runs of pixels may move a place, in px, and how many places are then looked at closely. */
const SETTLING = { peaks: { reach: 3, most: 24 }, proposed: { reach: 1, most: 24 } };
/** px between peaks of different correlations that are one: runs move either of them to the same place. */
const SAME_PEAK = 1;
/**
 * Places that are proposed where something repeats: by steps between good ones; on the lattice around the best, and around the plan;
 * and all that a sure place is held against (eight steps to each side).
 */
const PROPOSED = { steps: 24, around: 12, everywhere: 288 };
/** Share of equal pixels by which another light must be better to be the truth. */
const LIT_GAIN = 0.05;
/** Below this share of equal pixels nothing fits, unless something repeats: unrelated streets and roofs reach 0.2 to 0.5. */
const FITS = 0.55;
/** Below this share nothing repeats, it is chance that many places fit as badly. */
const REPEATS = 0.6;
/** Shares nearer to the best than this are as good: where something repeats. */
const AS_GOOD = 0.01;
/** Differences between places up to this much worse than the best are asked whether something repeats. */
const NEARLY_AS_GOOD = 0.06;
/** Of textured pixels in px of the overlap: below it hardly anything can be compared. */
const FLAT_SHARE = 0.005;
/** Differences between such places up to this much worse lie on its lattice, too: some odd houses differ. */
const ALIKE = 0.15;
const MOST_OFFSETS = 4;

/** Every peak of the correlations, where content repeats also what lies on its lattice, compared pixel by pixel in both lights. */
export function tryEverything(scene: Scene, peaks: Peaks[], planned: XY, limits: Limits, beyond: () => XY[]): Finding {
  const surest = peaks.toSorted((a, b) => b.ratio - a.ratio)[0]!.offsets[0] ?? planned;
  const asIs = tryAll(scene, peaks, planned, limits, beyond);
  if (asIs.finding.reason === 'sure') return asIs.finding;
  const relit = relight(scene, surest, (lit) => tryAll(lit, peaks, planned, limits, beyond));
  return relit && relit.fits > asIs.fits + LIT_GAIN ? relit.finding : asIs.finding;
}

type Answer = { finding: Finding; fits: number };

function tryAll(scene: Scene, peaks: Peaks[], planned: XY, limits: Limits, beyond: () => XY[]): Answer {
  const starts = apartFromEachOther([planned, ...peaks.flatMap(({ offsets }) => offsets)]);
  const tried = withRepetitions(scene, distinct(settle(scene, starts, SETTLING.peaks)), planned);
  const [best] = tried;
  if (!best || best.compared < FLAT_PIXELS) return { finding: nothing('flat'), fits: 0 };
  const fits = weight(best);
  const verdict = judge(tried, Math.max(...peaks.map((one) => ratioAt(one, best.at))))!;
  if (verdict.isSure) {
    const held = heldAgainst(scene, verdict, [...repeatedBeyond(scene, tried), ...beyond()]);
    return { finding: held ? located(scene, sharpened(scene, held), limits) : nothing('different'), fits };
  }
  const open = ambiguous(tried, planned, verdict.confidence);
  if (best.share >= FITS || open.lattice) return { finding: open, fits };
  return { finding: nothing(isFlat(scene, planned) ? 'flat' : 'different'), fits };
}

function apartFromEachOther(offsets: XY[]): XY[] {
  const found: XY[] = [];
  for (const at of offsets) if (found.every((other) => apart(other, at) > SAME_PEAK)) found.push(at);
  return found;
}

/** Also places that the differences between good ones lead to, and what lies on the lattice around the best and around the plan. */
function withRepetitions(scene: Scene, tried: Tried[], planned: XY): Tried[] {
  const good = tried.filter((one) => one.share > tried[0]!.share - NEARLY_AS_GOOD);
  if (good.length < 2) return tried;
  const proposed = proposals(good.slice(0, 6), planned, PROPOSED.steps).filter(scene.isAllowed);
  const more = distinct([...tried, ...settle(scene, proposed, SETTLING.proposed)]);
  const [best] = more;
  const lattice = latticeOf(more.filter((one) => one.share > best!.share - NEARLY_AS_GOOD).map(({ at }) => at));
  if (!lattice) return more;
  const places = [best!.at, planned].flatMap((near) => placesOn(lattice, best!.at, near, PROPOSED.around));
  return distinct([...more, ...settle(scene, places.filter(scene.isAllowed), SETTLING.proposed)]);
}

/** Places of the lattice that nobody has looked at, also beyond where offsets may lie: the best may be there. */
function repeatedBeyond(scene: Scene, tried: Tried[]): XY[] {
  const lattice = latticeOf(tried.filter((one) => one.share > tried[0]!.share - ALIKE).map(({ at }) => at));
  if (!lattice) return [];
  const places = placesOn(lattice, tried[0]!.at, tried[0]!.at, PROPOSED.everywhere);
  return places.filter((at) => scene.isSearched(at) && tried.every((one) => apart(one.at, at) > SAME_PLACE));
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

const isFlat = (scene: Scene, planned: XY): boolean =>
  tryOffset(scene, planned, 2).compared < FLAT_SHARE * scene.a.width * scene.a.height;
