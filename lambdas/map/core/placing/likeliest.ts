import { latticePlaces } from './lattice.ts';
import type { Words } from './words.ts';

export type Verdict = {
  x: number;
  y: number;
  /** Of this shift among all that any pair could mean, and that none of them is right. */
  posterior: number;
  /** Pairs that agree with it, and trusted ones that do not. */
  agreeing: Words[];
  against: number;
};

/** `witnesses`: pairs that agree although nothing repeats in them. */
type Scored = Verdict & { score: number; witnesses: number };

/** That two pairs which are wrong agree by chance: the steps of a lattice around a place are eight. */
const CHANCE_AGREEMENT = 1 / 8;
/** That a picture is not of the place that its plan says at all: then all its pairs are wrong for one reason. */
const CHANCE_MISPLACED = 0.001;

/**
 * The likeliest shift of some shots, from what their pairs say and how far from the plan it is (`plan`: the shift that the plan
 * wants; `spread`: px, heavy tails). Null: that no pair is right is likelier.
 */
export function likeliest(all: Words[], plan: { x: number; y: number; spread: number }): Verdict | null {
  const asked = new Map<string, Scored>();
  for (const words of all) {
    for (const shift of words.shifts) {
      const key = `${Math.round(shift.x)} ${Math.round(shift.y)}`;
      if (asked.has(key)) continue;
      asked.set(key, verdictOn(shift, all, plan));
    }
  }
  const verdicts = [...asked.values()].sort((s, t) => t.score - s.score || s.y - t.y || s.x - t.x);
  const best = verdicts[0];
  if (!best) return null;
  const allWrong = all.reduce((sum, { otherwise }) => sum + Math.log(otherwise), 0);
  // Pairs of a picture from elsewhere agree more rarely still.
  const misplaced = Math.log(CHANCE_MISPLACED) + (best.witnesses - 1) * Math.log(CHANCE_AGREEMENT);
  const none = Math.max(Math.min(misplaced, Math.log(CHANCE_MISPLACED)), allWrong);
  if (none >= best.score) return null;
  let total = Math.exp(none - best.score);
  for (const each of verdicts) {
    // Neighbours of the best in px are the same place, seen by another pair.
    const same = each !== best && Math.hypot(each.x - best.x, each.y - best.y) <= best.agreeing[0]!.tolerance;
    if (!same) total += Math.exp(each.score - best.score);
  }
  const { x, y, agreeing, against } = best;
  return { x, y, agreeing, against, posterior: 1 / total };
}

function verdictOn(
  { x, y }: { x: number; y: number },
  all: Words[],
  plan: { x: number; y: number; spread: number },
): Scored {
  const agreeing: Words[] = [];
  let [score, against, witnesses] = [0, 0, 0];
  const sum = { x: 0, y: 0, weight: 0 };
  for (const words of all) {
    let [best, far] = [words.shifts[0]!, Infinity];
    for (const shift of words.shifts) {
      const distance = Math.hypot(shift.x - x, shift.y - y);
      if (distance < far) [best, far] = [shift, distance];
    }
    if (far > words.tolerance && !fitsLattice(words, x, y)) {
      score += Math.log(words.otherwise);
      if (words.trusted && words.firm) against++;
      continue;
    }
    agreeing.push(words);
    score += Math.log(Math.max(best.likelihood, 1e-6));
    if (!words.repeats) witnesses++;
    if (far > words.tolerance) continue;
    sum.x += best.likelihood * best.x;
    sum.y += best.likelihood * best.y;
    sum.weight += best.likelihood;
  }
  const off = Math.hypot(x - plan.x, y - plan.y) / plan.spread;
  // Student's t with three degrees of freedom, in two dimensions, 1 at the plan.
  score += -2.5 * Math.log1p(off ** 2 / 3) - Math.max(0, witnesses - 1) * Math.log(CHANCE_AGREEMENT);
  const mean = sum.weight > 0 ? { x: sum.x / sum.weight, y: sum.y / sum.weight } : { x, y };
  return { ...mean, posterior: 0, agreeing, against, score, witnesses };
}

/** Steps of a lattice that are farther from the plan than those which are asked. */
function fitsLattice({ repeats, shifts: [first], tolerance }: Words, x: number, y: number): boolean {
  if (!repeats) return false;
  const [nearX, nearY] = latticePlaces([first!.x, first!.y], repeats, [x, y])[0]!;
  return Math.hypot(nearX - x, nearY - y) <= tolerance;
}
