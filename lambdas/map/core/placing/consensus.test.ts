import { describe, expect, it } from 'vitest';
import { consensusOf, type Vote } from './consensus.ts';

const vote = (x: number, y: number, weight = 1): Vote => ({ x, y, weight, tolerance: 0.75 });

describe('consensusOf', () => {
  it('takes what most weight agrees on, and knows the strongest who do not', () => {
    const crowd = Array.from({ length: 40 }, (_, k) => vote(((k * 37) % 89) - 44, ((k * 53) % 83) - 41));
    expect(consensusOf([...crowd, vote(7.4, -3.2), vote(7.6, -3.3)])).toMatchObject({ count: 2, weight: 2, rival: 1 });
    expect(consensusOf([vote(1, 1), vote(1, 1), vote(40, 2, 5)])).toMatchObject({
      x: 40,
      weight: 5,
      rival: 2,
      rivals: 2,
    });
  });

  it('sees those who agree across the border of its squares', () => {
    for (let at = -12; at < 12; at += 0.25) {
      const found = consensusOf([vote(at, at), vote(at + 0.4, at - 0.4), vote(90, 90)]);
      expect(found).toMatchObject({ count: 2 });
      expect(found!.x).toBeCloseTo(at + 0.2, 9);
    }
  });

  it('is nothing without votes', () => {
    expect(consensusOf([])).toBeNull();
    expect(consensusOf([vote(3, 4, 2)])).toEqual({ x: 3, y: 4, weight: 2, count: 1, rival: 0, rivals: 0 });
  });
});
