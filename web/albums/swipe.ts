/** What a finger meant that was drawn over a photo. Pure. */

/** Far enough, in px; or quick: in px a ms. */
const FAR = 80;
const QUICK = 0.4;
const LEAST = 24;

export type Drawn = { dx: number; dy: number; ms: number };

/** `next` for a finger drawn to the left, as pages are turned; nothing for one that went up or down, or hardly moved. */
export function swipeOf({ dx, dy, ms }: Drawn): 'previous' | 'next' | undefined {
  const across = Math.abs(dx);
  if (across < LEAST || across < Math.abs(dy)) return undefined;
  if (across < FAR && across / Math.max(1, ms) < QUICK) return undefined;
  return dx < 0 ? 'next' : 'previous';
}
