import type { XY } from '../../placement.ts';
import { FLAT_PIXELS } from './judge.ts';
import { SAME_PLACE } from './repetition.ts';
import { type Scene, type Tried, tryOffset } from './scene.ts';
import { apart } from './windows.ts';

/** Every so many rows are looked at. */
const ROWS = 4;
/**
 * Share of the pixels that are equal to the last bit, and how many times that of any other offset: two shots of a
 * shore had 0.29 at their place, 0.13 where water lies on water and 0.10 a px beside.
 */
const EXACT = { share: 0.2, times: 2 };
/** Places that are held against each other, each with the eight px around it. */
const MOST = 12;

/**
 * Where many offsets fit roughly, as water fits water: the one at which far more pixels are equal to the last bit. What repeats is
 * equal at each of its steps, and gives none.
 * @param places the likeliest first
 */
export function exactOffset(scene: Scene, places: XY[]): Tried | undefined {
  const exact: Scene = { ...scene, tolerance: 0 };
  const around = new Map<string, XY>();
  for (const [x, y] of places.slice(0, MOST).map((at) => at.map(Math.round) as XY))
    for (const right of [-1, 0, 1])
      for (const down of [-1, 0, 1]) around.set(`${x + right} ${y + down}`, [x + right, y + down]);
  const tried = [...around.values()]
    .filter(scene.isAllowed)
    .map((at) => tryOffset(exact, at, ROWS))
    .filter(({ compared }) => compared >= FLAT_PIXELS)
    .sort((one, other) => other.share - one.share);
  const [best, next] = tried;
  if (!best || !next || best.share < EXACT.share || best.share < EXACT.times * next.share) return undefined;
  const isHeldAgainstOthers = tried.some(({ at }) => apart(at, best.at) > SAME_PLACE);
  return isHeldAgainstOthers ? tryOffset(scene, best.at) : undefined;
}
