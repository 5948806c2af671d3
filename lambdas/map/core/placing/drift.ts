import type { Graph } from './graph.ts';
import type { Positions } from './least-squares.ts';

/** How far from the plan a shot is to be expected, px; `spread` is a standard deviation of what is left. */
export type Drift = { at: (x: number, y: number) => [number, number]; spread: number };

/** Until enough shots tell: what plans of a city by hand are off (design trials: 28 px). */
const USUAL_SPREAD = 28;
const LEAST_SPREAD = 4;
const ENOUGH_SHOTS = 12;
/** What slopes are to be expected: few shots near each other tell little of them, many along 3 px a step (0.003) overrule it. */
const USUAL_SLOPE = 0.001;
const ROUNDS = 12;

/** Without any shot placed: the plan itself. */
export const NO_DRIFT: Drift = { at: () => [0, 0], spread: USUAL_SPREAD };

/**
 * Fits an affine function of the plan to the corrections of some shots, least absolute deviations: a capture that slips by
 * 3 px a step is 300 px off after a hundred, and shots that no pair holds are as well.
 */
export function driftOf({ nominalX, nominalY }: Graph, { x, y }: Positions, shots: number[]): Drift {
  if (shots.length === 0) return NO_DRIFT;
  const centre = { x: mean(shots, nominalX), y: mean(shots, nominalY) };
  const span = (plan: Float64Array, middle: number) =>
    shots.reduce((most, shot) => Math.max(most, Math.abs(plan[shot]! - middle)), 1);
  const scale = { x: span(nominalX, centre.x), y: span(nominalY, centre.y) };
  const column = (at: number) => (at - centre.x) / scale.x;
  const row = (at: number) => (at - centre.y) / scale.y;
  // A slope counts as one more shot that wants none; divided by the spread, as the weights of shots are.
  const ridge = [0, scale.x, scale.y].map((each) => (each === 0 ? 0 : USUAL_SPREAD / (USUAL_SLOPE * each) ** 2));
  const modelOf = (position: Float64Array, plan: Float64Array) => {
    let model: Row = [0, 0, 0];
    let left = new Float64Array(shots.length).fill(1);
    for (let round = 0; round < ROUNDS; round++) {
      const sums = Array.from({ length: 3 }, (_, i) => [0, 0, 0, 0].map((_, j) => (i === j ? ridge[i]! : 0)));
      for (const [at, shot] of shots.entries()) {
        const terms = [1, column(nominalX[shot]!), row(nominalY[shot]!), position[shot]! - plan[shot]!];
        const weight = 1 / Math.max(LEAST_SPREAD, left[at]!);
        for (let i = 0; i < 3; i++) for (let j = 0; j < 4; j++) sums[i]![j]! += weight * terms[i]! * terms[j]!;
      }
      model = solveThree(sums);
      const [shift, right, down] = model;
      left = Float64Array.from(shots, (shot) =>
        Math.abs(position[shot]! - plan[shot]! - shift - right * column(nominalX[shot]!) - down * row(nominalY[shot]!)),
      );
    }
    return { model, left };
  };
  const [across, down] = [modelOf(x, nominalX), modelOf(y, nominalY)];
  const value = ([shift, a, b]: Row, px: number, py: number) => shift + a * column(px) + b * row(py);
  return {
    at: (px, py) => [value(across.model, px, py), value(down.model, px, py)],
    spread: spreadOf(across.left, down.left),
  };
}

/** From the median of what is left; few shots are mixed with what is usual. */
function spreadOf(across: Float64Array, down: Float64Array): number {
  const seen = 1.4826 * Math.max(lowerMedian(across), lowerMedian(down));
  const share = Math.min(1, across.length / ENOUGH_SHOTS);
  return Math.max(LEAST_SPREAD, share * seen + (1 - share) * USUAL_SPREAD);
}

/** The middle number; of two the lower, so that it is one of them: whole numbers have a whole median. */
export function lowerMedian(numbers: Float64Array): number {
  return numbers.toSorted()[(numbers.length - 1) >> 1] ?? 0;
}

type Row = [number, number, number];

/** Gauss with pivots; `sums` is 3 x 3 and the right side. */
function solveThree(sums: number[][]): Row {
  for (let i = 0; i < 3; i++) {
    const pivot = [0, 1, 2]
      .slice(i)
      .reduce((best, j) => (Math.abs(sums[j]![i]!) > Math.abs(sums[best]![i]!) ? j : best));
    [sums[i], sums[pivot]] = [sums[pivot]!, sums[i]!];
    for (let j = 0; j < 3; j++) {
      if (j === i || sums[i]![i] === 0) continue;
      const factor = sums[j]![i]! / sums[i]![i]!;
      for (let k = i; k < 4; k++) sums[j]![k]! -= factor * sums[i]![k]!;
    }
  }
  return [0, 1, 2].map((i) => (sums[i]![i] ? sums[i]![3]! / sums[i]![i]! : 0)) as Row;
}

const mean = (shots: number[], values: Float64Array) =>
  shots.reduce((sum, shot) => sum + values[shot]!, 0) / shots.length;
