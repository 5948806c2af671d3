import type { XY } from '../../placement.ts';
import { type Kernel, type Strip, windowOf } from '../../ports/kernel.ts';
import { apart, leastBeyond, leastOverlap, MARGIN, minus, plus, sharedWindows, type Windows } from './windows.ts';

/** An offset of two shots, and how well they match there. */
export type Tried = {
  at: XY;
  /** Textured pixels that both show. */
  compared: number;
  /** Share of them that are equal. */
  share: number;
};

/** Two shots under comparison. Offsets are those of the shots: top-left of `b` minus top-left of `a`. */
export type Scene = {
  kernel: Kernel;
  /** Windows that hold whatever they share within the radius. */
  a: Strip;
  b: Strip;
  origin: XY;
  /** Whether an offset is near enough to the plan, and leaves enough to compare. */
  isAllowed(at: XY): boolean;
  /** The same, or so little beyond that it is looked at. */
  isSearched(at: XY): boolean;
  /** Whether the light of both differs, and may be made equal. */
  isLit: boolean;
  /** Luma that equal pixels may differ by. */
  tolerance: number;
};

/** Luma by which pixels may differ that are meant to be equal: a level or two of rounding, a little of a lossy file. */
const TOLERANCE = 6;
/** With another light in each shot: a tint changes the luma of colours by different factors. */
const LIT_TOLERANCE = 14;
/** px that an offset may settle beyond the radius in which its peak was. */
const BEYOND = 6;
/** Gains nearer to 1 than this are none. */
const SAME_LIGHT = 0.02;

export function openScene(
  kernel: Kernel,
  a: Strip,
  b: Strip,
  windows: Windows,
  { planned, radius }: { planned: XY; radius: number },
): Scene {
  const within = (at: XY, most: number, least: typeof leastOverlap): boolean =>
    apart(at, planned) <= most &&
    a.width - Math.abs(at[0]) >= least(a.width, planned[0]) &&
    a.height - Math.abs(at[1]) >= least(a.height, planned[1]);
  return {
    ...{ kernel, origin: windows.origin, tolerance: TOLERANCE, isLit: false },
    ...{ a: windowOf(a, windows.a), b: windowOf(b, windows.b) },
    isAllowed: (at) => within(at, radius + BEYOND, leastOverlap),
    isSearched: (at) => within(at, radius + MARGIN, leastBeyond),
  };
}

/** Every `every`-th row of what both shots show with `b` at the offset. */
export function tryOffset({ kernel, a, b, origin, tolerance }: Scene, at: XY, every = 1): Tried {
  const { compared, matched } = kernel.match(a, b, minus(at, origin), { tolerance, every });
  return { at, compared: compared * every, share: compared === 0 ? 0 : matched / compared };
}

/** Every so many rows are looked at while an offset is still moving: all of windows with few px, of the largest one in eight. */
const rowsOf = (pixels: number): number => (pixels < 150_000 ? 1 : pixels < 250_000 ? 4 : 8);
/** And where it came to, if those were not all. */
const SETTLED_ROWS = 2;

/**
 * Runs of 16 px: one of each cell so many rows high, if it has as many textured px; at most `most`.
 * Of all so many are looked at; of many candidates most are sorted out by `fewer` times fewer, where there are many. `doubt`: px that are added to what is compared, as the kernel's matchRuns does itself, so
 * that a few that match by chance are no score.
 */
const RUN = { rows: 16, textured: 3, most: 8192, looked: 300, fewer: 3, doubt: 40 };

/** How a few hundred runs of 16 px judge offsets, and how many of those are looked at on whole rows. */
type Settling = { reach: number; most: number };

/**
 * The best whole offset near each of some: first on runs of textured pixels within `reach`, then the first one and the best of the
 * others on whole rows, step by step; those that fit far worse than the best so far stay where the runs put them.
 */
export function settle(scene: Scene, candidates: XY[], { reach, most }: Settling): Tried[] {
  if (candidates.length === 0) return [];
  const rows = rowsOf(scene.a.width * scene.a.height);
  const settled: Tried[] = [];
  let best = 0;
  const look = remembering((at) => tryOffset(scene, at, rows));
  for (const places of promising(scene, candidates, { reach, most })) {
    // Where few runs can be seen they say nothing, and the peak itself is the better beginning.
    const begin = places.map(look).sort(byShare)[0]!;
    const isFarWorse = weight(begin) < FAR_WORSE * best;
    const place = isFarWorse ? begin.at : climb(begin, look);
    if (!scene.isAllowed(place) || settled.some((other) => apart(other.at, place) === 0)) continue;
    const tried = isFarWorse || rows === 1 ? look(place) : tryOffset(scene, place, SETTLED_ROWS);
    best = Math.max(best, weight(tried));
    settled.push(tried);
  }
  return settled.sort(byShare);
}

/** Of the best place so far: what is below it will not come near by a few steps. */
const FAR_WORSE = 0.6;

/** Where runs put the first candidate and the best of the others, and where those were. */
function promising({ kernel, a, b, origin, tolerance }: Scene, candidates: XY[], { reach, most }: Settling): XY[][] {
  const runs = kernel.runs(a, { rows: RUN.rows, least: RUN.textured, most: RUN.most });
  const every = Math.max(1, Math.floor(runs.count / RUN.looked));
  const few = candidates.length > most && every >= RUN.fewer ? RUN.fewer : 1;
  const starts = candidates.map((at) => minus(at, origin).map(Math.round) as XY);
  const found = kernel.matchRuns(a, b, runs, starts, { tolerance, reach, every: few * every }).map((one, index) => {
    return { at: one.at, start: starts[index]!, score: one.matched / (one.compared + RUN.doubt) };
  });
  const [first, ...others] = found;
  const chosen = [first!, ...others.sort((one, other) => other.score - one.score).slice(0, most - 1)];
  const ats = chosen.map(({ at }) => at);
  const finer = few === 1 ? [] : kernel.matchRuns(a, b, runs, ats, { tolerance, reach: 1, every });
  kernel.free(runs);
  return chosen.map(({ at, start }, index) => [finer[index]?.at ?? at, start].map((place) => plus(place, origin)));
}

/** The same offset is come to from several sides. */
function remembering(look: (at: XY) => Tried): (at: XY) => Tried {
  const known = new Map<string, Tried>();
  return (at) => {
    const name = `${at[0]} ${at[1]}`;
    const tried = known.get(name) ?? look(at);
    known.set(name, tried);
    return tried;
  };
}

/**
 * An offset that many pixels disagree with, or the one a px beside it at which clearly more are equal to the last bit: moving water
 * pulls. It does not count where that makes most pixels worse: a lossy file is equal nowhere.
 */
export function sharpen(scene: Scene, best: Tried): Tried {
  const exact: Scene = { ...scene, tolerance: 1 };
  const around = [0, 1, -1].flatMap((y) => [0, 1, -1].map((x): XY => [best.at[0] + x, best.at[1] + y]));
  const [here, ...beside] = around.map((at) => tryOffset(exact, at, 2));
  const [sharp] = beside.sort((one, other) => other.share - one.share);
  if (sharp!.share < SHARPER.exact * here!.share) return best;
  const moved = tryOffset(scene, sharp!.at);
  return moved.share >= SHARPER.rough * best.share ? moved : best;
}
/** How many times as many pixels are equal to the last bit, and roughly. */
const SHARPER = { exact: 1.2, rough: 0.85 };

/** Textured px whose share counts half: hardly more than judge.ts takes for flat. */
const HALF_WEIGHT = 400;
/** More of what is compared is better, too: an offset that leaves a few pixels to compare may match by chance. */
export const weight = ({ compared, share }: Tried): number => (share * compared) / (compared + HALF_WEIGHT);
export const byShare = (one: Tried, other: Tried): number => weight(other) - weight(one);

/** px that an offset climbs to where more pixels match: a cell of the coarsest correlation (4), and as far as runs move it (2). */
const CLIMB = 6;

function climb(start: Tried, look: (at: XY) => Tried): XY {
  let best = start;
  for (let step = 0; step < CLIMB; step++) {
    const [x, y] = best.at;
    const around: XY[] = [[x + 1, y], [x - 1, y], [x, y + 1], [x, y - 1]]; // biome-ignore format: one line
    const next = around.map(look).sort(byShare)[0]!;
    if (weight(next) <= weight(best)) break;
    best = next;
  }
  return best.at;
}

/**
 * Works on the scene with `b` in the light of `a`, as the means of what both show with `b` at the offset say; a few px beside
 * the right one change nothing. @returns undefined, the work undone, where the light is the same
 */
export function relight<Result>(scene: Scene, at: XY, work: (lit: Scene) => Result): Result | undefined {
  const gain = gainAt(scene, at);
  if (Math.abs(gain - 1) < SAME_LIGHT) return undefined;
  const lit: Scene = { ...scene, b: scene.kernel.relit(scene.b, gain, 0), isLit: true, tolerance: LIT_TOLERANCE };
  try {
    return work(lit);
  } finally {
    scene.kernel.free(lit.b);
  }
}

/** Works on the scene in the light in which both fit better at the offset: a window over one of them is not another light. */
export function inLight<Result>(scene: Scene, at: XY, work: (scene: Scene) => Result): Result {
  const done = relight(scene, at, (lit) => {
    const same: Scene = { ...scene, isLit: true, tolerance: LIT_TOLERANCE };
    const [asIs, relit] = [same, lit].map((one) => settle(one, [at], { reach: 2, most: 1 })[0]);
    return { result: work(asIs && relit && weight(asIs) >= weight(relit) ? same : lit) };
  });
  return done ? done.result : work(scene);
}

function gainAt({ kernel, a, b, origin }: Scene, at: XY): number {
  const shared = sharedWindows([a.width, a.height], minus(at, origin).map(Math.round) as XY, 0, 16);
  if (!shared) return 1;
  const means = [windowOf(a, shared.a), windowOf(b, shared.b)].map((strip) => kernel.statistics(strip, 4).mean);
  return means.every((mean) => mean >= 1) ? means[0]! / means[1]! : 1;
}
