import type { XY } from '../../placement.ts';
import { type Kernel, type Strip, windowOf } from '../../ports/kernel.ts';
import { apart, LEAST_OVERLAP, leastOverlap, plus, sharedWindows, type Windows } from './windows.ts';

/** Offsets that correlation finds, best first. */
export type Peaks = {
  offsets: XY[];
  /** Height of the first peak over that of the second. */
  ratio: number;
  /** Of the first, in standard deviations. */
  height: number;
};

/** How high the peak at an offset is over the next one; 1 where another is the highest. */
export const ratioAt = ({ offsets: [first], ratio }: Peaks, at: XY): number =>
  first && apart(first, at) <= SAME_PEAK ? ratio : 1;
/** px between a peak at a quarter of the resolution and where the pixels say that it is. */
const SAME_PEAK = 6;

type Look = {
  scale: 1 | 2 | 4;
  margin: number;
  radius: number;
  most: number;
  /** The least overlap by length and plan; leastOverlap if not given. */
  least?: typeof leastOverlap;
};

/** Whitened correlation of what two shots share by the plan, widened by `margin`. */
export function findPeaks(kernel: Kernel, a: Strip, b: Strip, planned: XY, look: Look): Peaks {
  const windows = sharedWindows([a.width, a.height], planned, look.margin, LEAST_OVERLAP + 8);
  if (!windows) return { offsets: [], ratio: 0, height: 0 };
  const surface = kernel.correlate(windowOf(a, windows.a), windowOf(b, windows.b), { scale: look.scale });
  const { around, radius } = reachOf(windows, [a.width, a.height], planned, look);
  const peaks = kernel.peaks(surface, { around, radius, most: look.most, apart: 3 * look.scale });
  kernel.free(surface);
  const [first, second] = peaks;
  return {
    offsets: peaks.map(({ at }) => plus(at, windows.origin)),
    ratio: first ? first.height / Math.max(second?.height ?? 0, 1e-3) : 0,
    height: first?.height ?? 0,
  };
}

/** Within the radius around the plan, and where enough of both windows overlaps. */
function reachOf(
  { a: [, , width, height], origin }: Windows,
  shot: XY,
  planned: XY,
  { radius, least = leastOverlap }: Look,
): { around: XY; radius: XY } {
  const ends = [width, height].map((size, axis) => {
    const zero = planned[axis]! - origin[axis]!;
    const most = size - least(shot[axis]!, planned[axis]!);
    // A surface is as large as its windows: offsets beyond half of it would come around from the other side.
    const span = Math.floor(size / 2) - 8;
    const from = Math.max(zero - radius, -most);
    const to = Math.min(zero + radius, most);
    return { middle: (from + to) / 2, reach: Math.max(0, Math.min((to - from) / 2, span)) };
  });
  return { around: [ends[0]!.middle, ends[1]!.middle], radius: [ends[0]!.reach, ends[1]!.reach] };
}
