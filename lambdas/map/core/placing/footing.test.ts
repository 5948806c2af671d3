import { describe, expect, it } from 'vitest';
import { footingOf } from './footing.ts';

/** A square 0-1-2-3, a row 3-4-5-6 that hangs on it, and a triangle 7-8-9 apart. */
const ties = [
  ...[
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 0],
  ],
  ...[
    [3, 4],
    [4, 5],
    [5, 6],
  ],
  ...[
    [7, 8],
    [8, 9],
    [9, 7],
  ],
] as [number, number][];
const used = {
  from: Int32Array.from(ties, ([a]) => a),
  to: Int32Array.from(ties, ([, b]) => b),
  wrong: new Float64Array(ties.length).fill(0.1),
  sigma: new Float64Array(ties.length).fill(0.5),
};
const main = [0, 1, 2, 3, 4, 5, 6];

describe('footingOf', () => {
  it('tells the core from what hangs on single pairs, and how surely', () => {
    const { behind, chance, variance } = footingOf(10, used, { main, fixed: [] });
    expect([...behind]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect([...variance]).toEqual([0, 0, 0, 0, 0.25, 0.5, 0.75, 0, 0, 0]);
    expect([...chance].map((each) => each.toFixed(3))).toEqual([
      '1.000',
      '1.000',
      '1.000',
      '1.000',
      '0.900',
      '0.810',
      '0.729',
      '0.000',
      '0.000',
      '0.000',
    ]);
  });

  it('takes what is fixed for a part of the core', () => {
    const { behind, chance } = footingOf(10, used, { main, fixed: [6, 8] });
    // The row is now held at both ends.
    expect([...behind]).toEqual(new Array(10).fill(0));
    expect([...chance]).toEqual(new Array(10).fill(1));
  });

  it('has no core in a row', () => {
    const row = {
      from: Int32Array.of(0, 1),
      to: Int32Array.of(1, 2),
      wrong: Float64Array.of(0.1, 0.1),
      sigma: Float64Array.of(1, 2),
    };
    const { behind, variance } = footingOf(3, row, { main: [0, 1, 2], fixed: [] });
    expect([...behind]).toEqual([1, 1, 1]);
    // Seen from its middle.
    expect([...variance]).toEqual([1, 0, 4]);
  });
});
