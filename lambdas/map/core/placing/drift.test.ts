import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../local/seeded.ts';
import { cityOf } from './city.fixture.ts';
import { driftOf, lowerMedian, NO_DRIFT } from './drift.ts';
import { graphOf } from './graph.ts';

describe('driftOf', () => {
  const { shots } = cityOf({ rows: 20, cols: 100 });
  const graph = graphOf(shots, []);
  const all = shots.map((_, shot) => shot);

  it('finds 3 px a step over 100 columns, although a third of the shots say something else', () => {
    const random = seeded(5);
    const x = graph.nominalX.map((px) => px + 7 + 0.003 * px + (random() - 0.5) * 20 + (random() < 0.3 ? 90 : 0));
    const y = graph.nominalY.map((px) => px - 4 + (random() - 0.5) * 20);
    const drift = driftOf(graph, { x, y }, all);
    const [left] = drift.at(0, 0);
    const [right, down] = drift.at(100_000, 0);
    expect(right - left).toBeCloseTo(300, -1.2);
    expect(Math.abs(down + 4)).toBeLessThan(3);
    expect(drift.spread).toBeGreaterThan(4);
    expect(drift.spread).toBeLessThan(40);
  });

  it('takes a few shots for a shift, not for a slope', () => {
    const x = graph.nominalX.slice();
    x[0]! += 30;
    x[1]! += 50;
    const drift = driftOf(graph, { x, y: graph.nominalY }, [0, 1]);
    const [far] = drift.at(100_000, 0);
    expect(far).toBeGreaterThan(25);
    // As they stand, a slope of 20 px a step: 2,000 px after a hundred.
    expect(far).toBeLessThan(200);
    expect(driftOf(graph, { x, y: graph.nominalY }, [])).toBe(NO_DRIFT);
  });

  it('has a median that is one of the numbers', () => {
    expect(lowerMedian(Float64Array.from([4, 1, 3, 2]))).toBe(2);
    expect(lowerMedian(new Float64Array(0))).toBe(0);
  });
});
