import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../local/seeded.ts';
import { bridgesOf } from './bridges.ts';

function countParts(nodes: number, ties: [number, number][]): number {
  const part = Array.from({ length: nodes }, (_, i) => i);
  for (const [a, b] of ties) {
    const [from, to] = [part[a]!, part[b]!];
    for (let i = 0; i < nodes; i++) if (part[i] === from) part[i] = to;
  }
  return new Set(part).size;
}

describe('bridgesOf', () => {
  it.each([1, 2, 3, 4, 5, 6])('finds every tie without which something falls off (seed %i)', (seed) => {
    const random = seeded(seed);
    const nodes = 20;
    const ties = Array.from({ length: 24 }, (): [number, number] => {
      const a = Math.floor(random() * nodes);
      return [a, (a + 1 + Math.floor(random() * (nodes - 1))) % nodes];
    });
    const bridges = bridgesOf({
      nodes,
      from: Int32Array.from(ties, ([a]) => a),
      to: Int32Array.from(ties, ([, b]) => b),
    });
    const whole = countParts(nodes, ties);
    expect([...bridges]).toEqual(ties.map((_, k) => (countParts(nodes, ties.toSpliced(k, 1)) > whole ? 1 : 0)));
  });

  it('goes along a row of any length', () => {
    const nodes = 200_000;
    const from = Int32Array.from({ length: nodes - 1 }, (_, i) => i);
    expect(bridgesOf({ nodes, from, to: from.map((i) => i + 1) }).every((each) => each === 1)).toBe(true);
  });
});
