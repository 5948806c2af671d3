import { SURE_FROM } from '../../../../lib/limits.ts';
import type { XY } from '../../placement.ts';
import type { LocatedShot, Positions } from '../../workflow.ts';
import { lowerMedian } from '../placing/drift.ts';

/** In plan px, as it was found. */
export type Found = Pick<LocatedShot, 'id' | 'name' | 'width' | 'height' | 'position' | 'confidence' | 'reason'>;
type Known = { now: Found; before: LocatedShot };

/** px between two shots that were shifted alike: each was rounded once. */
const ALIKE = 2;

/**
 * By how much the places of a new build have to be shifted so that the shots which the published one has as well stay where they
 * are: what its pictures say has no zero, and a plan that grew would give it another one. The same screenshot tells more than one
 * of the same name and size, a sure place more than a doubtful one, and what somebody put somewhere tells nothing.
 * @returns in px, whole where all places are; undefined where no shot is known, or half of them say something else
 */
export function shiftToPublished(found: Found[], { origin, shots }: Positions): XY | undefined {
  const ids = new Map(shots.map((shot) => [shot.id, shot]));
  const looks = new Map(shots.map((shot) => [lookOf(shot), shot]));
  const same = knownBy(found, ({ id }) => ids.get(id));
  const alike = knownBy(found, (shot) => looks.get(lookOf(shot)));
  const isWhole = found.every(({ position }) => position.every(Number.isInteger));
  for (const known of [same.filter(isSure), alike.filter(isSure), same, alike]) {
    const shift = commonShift(known, origin);
    if (shift) return isWhole ? [Math.round(shift[0]), Math.round(shift[1])] : shift;
  }
  return undefined;
}

const lookOf = ({ name, width, height }: Pick<Found, 'name' | 'width' | 'height'>) => `${width} ${height} ${name}`;

const knownBy = (found: Found[], knownAs: (shot: Found) => LocatedShot | undefined): Known[] =>
  found.flatMap((now) => {
    const before = knownAs(now);
    return before && [now, before].every(({ reason }) => reason !== 'by_hand') ? [{ now, before }] : [];
  });

const isSure = ({ now, before }: Known) => Math.min(now.confidence, before.confidence) >= SURE_FROM;

/** The median, if at least half of the shots say about the same: captures of other places that bear the same names do not. */
function commonShift(known: Known[], origin: XY): XY | undefined {
  if (known.length === 0) return undefined;
  const shifts = known.map(({ now, before: { estimated, position } }): XY => {
    const [x, y] = estimated ?? position;
    return [x + origin[0] - now.position[0], y + origin[1] - now.position[1]];
  });
  const middle = (axis: 0 | 1) => lowerMedian(Float64Array.from(shifts, (shift) => shift[axis]));
  const [x, y] = [middle(0), middle(1)];
  const agreeing = shifts.filter(([dx, dy]) => Math.abs(dx - x) <= ALIKE && Math.abs(dy - y) <= ALIKE);
  return 2 * agreeing.length >= shifts.length ? [x, y] : undefined;
}
