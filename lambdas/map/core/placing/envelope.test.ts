import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../local/seeded.ts';
import { decompose, envelopeFor, substitute } from './envelope.ts';

/** Gauss with pivots: the slow truth. */
function solveDense(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows.findIndex(
      (row, j) => j >= i && Math.abs(row[i]!) === Math.max(...rows.slice(i).map((each) => Math.abs(each[i]!))),
    );
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    for (let j = 0; j < rows.length; j++) {
      const factor = j === i ? 0 : rows[j]![i]! / rows[i]![i]!;
      if (factor !== 0) rows[j] = rows[j]!.map((value, k) => value - factor * rows[i]![k]!);
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}

describe('the decomposition', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('solves what a dense one solves, in any numbering (seed %i)', (seed) => {
    const random = seeded(seed);
    const size = 2 + Math.floor(random() * 30);
    const ties = Array.from(
      { length: 3 * size },
      () => [Math.floor(random() * size), Math.floor(random() * size)] as const,
    );
    const real = ties.filter(([a, b]) => a !== b);
    const from = Int32Array.from(real, ([a]) => a);
    const to = Int32Array.from(real, ([, b]) => b);
    const weights = Float64Array.from(real, () => (random() < 0.1 ? 0 : random()));
    const anchors = Float64Array.from({ length: size }, () => 0.01 + random());
    const right = Array.from({ length: size }, () => random() - 0.5);
    const matrix = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => (i === j ? anchors[i]! : 0)),
    );
    for (const [k, [a, b]] of real.entries()) {
      matrix[a]![a]! += weights[k]!;
      matrix[b]![b]! += weights[k]!;
      matrix[a]![b]! -= weights[k]!;
      matrix[b]![a]! -= weights[k]!;
    }
    const straight = Int32Array.from({ length: size }, (_, i) => i);
    for (const order of [straight, straight.toReversed(), straight.toSorted((a, b) => (a % 3) - (b % 3) || a - b)]) {
      const envelope = envelopeFor(from, to, [order]);
      decompose(envelope, { from, to, weights, anchors });
      const solved = substitute(envelope, Float64Array.from(right));
      for (const [i, value] of solveDense(matrix, right).entries()) expect(solved[i]).toBeCloseTo(value, 8);
    }
  });

  it('takes the numbering that needs least: along the shorter side of a grid', () => {
    const [rows, cols] = [3, 40];
    const at = (row: number, col: number) => row * cols + col;
    const ties: [number, number][] = [];
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        if (col + 1 < cols) ties.push([at(row, col), at(row, col + 1)]);
        if (row + 1 < rows) ties.push([at(row, col), at(row + 1, col)]);
      }
    }
    const byRows = Int32Array.from({ length: rows * cols }, (_, i) => i);
    const byColumns = byRows.toSorted((a, b) => (a % cols) - (b % cols) || a - b);
    const [from, to] = [Int32Array.from(ties, ([a]) => a), Int32Array.from(ties, ([, b]) => b)];
    expect(envelopeFor(from, to, [byRows, byColumns]).values.length).toBeLessThan(rows * cols * (rows + 1));
  });
});
