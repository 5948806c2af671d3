import { isOnLattice } from '../lattice.ts';
import type { Words } from './words.ts';

export type Verdict = {
  x: number;
  y: number;
  /** Of this shift among all that any pair could mean, and that none of them is right. */
  posterior: number;
  /** Pairs that agree with it, without all that they can mean: a verdict waits long; and trusted ones that do not. */
  agreeing: Pick<Words, 'other' | 'trusted'>[];
  against: number;
};

type Shift = { x: number; y: number };
/** `witnesses`: pairs that agree although nothing repeats in them. */
type Scored = Shift & { agreeing: Words[]; against: number; score: number; witnesses: number };

/** That two pairs which are wrong agree by chance: the steps of a lattice around a place are eight. */
const CHANCE_AGREEMENT = 1 / 8;
/** That a picture is not of the place that its plan says at all: then all its pairs are wrong for one reason. */
const CHANCE_MISPLACED = 0.001;

/**
 * Shifts that only hints name, asked at most: four offsets of eight pairs that each lie on a lattice of their own can mean 288
 * things, and each is held against all that the others mean. What one lattice leaves is 9 to 20.
 */
const MOST_HINTED = 48;

/**
 * The likeliest shift of some shots, from what their pairs say and how far from the plan it is (`plan`: the shift that the plan
 * wants; `spread`: px, heavy tails). Null: that no pair is right is likelier.
 */
export function likeliest(all: Words[], plan: Shift & { spread: number }): Verdict | null {
  const { asked, left } = shiftsOf(all, plan);
  const verdicts = asked.map((shift) => verdictOn(shift, all, plan));
  verdicts.sort((s, t) => t.score - s.score || s.y - t.y || s.x - t.x);
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
  // What was not asked is no likelier than the last that was.
  total += left * Math.exp(verdicts.at(-1)!.score - best.score);
  const agreeing = best.agreeing.map(({ other, trusted }) => ({ other, trusted }));
  return { x: best.x, y: best.y, agreeing, against: best.against, posterior: 1 / total };
}

/** What any pair can mean, once each; of what only hints name the shifts that most of them do, the nearest to the plan first. */
export function shiftsOf(all: Words[], plan: Shift): { asked: Shift[]; left: number } {
  const named = new Map<string, Shift & { sure: boolean; times: number }>();
  for (const { shifts, trusted } of all) {
    for (const { x, y } of shifts) {
      const key = `${Math.round(x)} ${Math.round(y)}`;
      const before = named.get(key) ?? { x, y, sure: false, times: 0 };
      named.set(key, { ...before, sure: before.sure || trusted, times: before.times + 1 });
    }
  }
  const sure = [...named.values()].filter((shift) => shift.sure);
  const hinted = [...named.values()].filter((shift) => !shift.sure);
  const off = ({ x, y }: Shift) => (x - plan.x) ** 2 + (y - plan.y) ** 2;
  if (hinted.length > MOST_HINTED)
    hinted.sort((s, t) => t.times - s.times || off(s) - off(t) || s.y - t.y || s.x - t.x);
  const asked = [...sure, ...hinted.slice(0, MOST_HINTED)];
  return { asked, left: named.size - asked.length };
}

function verdictOn({ x, y }: Shift, all: Words[], plan: Shift & { spread: number }): Scored {
  const agreeing: Words[] = [];
  let [score, against, witnesses] = [0, 0, 0];
  const sum = { x: 0, y: 0, weight: 0 };
  for (const words of all) {
    let [best, far] = [words.shifts[0]!, Infinity];
    for (const shift of words.shifts) {
      const distance = (shift.x - x) ** 2 + (shift.y - y) ** 2;
      if (distance >= far) continue;
      best = shift;
      far = distance;
    }
    const isMeant = far <= words.tolerance ** 2;
    if (!isMeant && !fitsLattice(words, x, y)) {
      score += Math.log(words.otherwise);
      if (words.trusted && words.firm) against++;
      continue;
    }
    agreeing.push(words);
    score += Math.log(Math.max(best.likelihood, 1e-6));
    if (!words.repeats) witnesses++;
    if (!isMeant) continue;
    sum.x += best.likelihood * best.x;
    sum.y += best.likelihood * best.y;
    sum.weight += best.likelihood;
  }
  const off = Math.hypot(x - plan.x, y - plan.y) / plan.spread;
  // Student's t with three degrees of freedom, in two dimensions, 1 at the plan.
  score += -2.5 * Math.log1p(off ** 2 / 3) - Math.max(0, witnesses - 1) * Math.log(CHANCE_AGREEMENT);
  const mean = sum.weight > 0 ? { x: sum.x / sum.weight, y: sum.y / sum.weight } : { x, y };
  return { ...mean, agreeing, against, score, witnesses };
}

/** Steps of a lattice that are farther from the plan than those which are asked. */
function fitsLattice({ repeats, shifts: [first], tolerance }: Words, x: number, y: number): boolean {
  return repeats !== undefined && isOnLattice([x - first!.x, y - first!.y], repeats, tolerance);
}
