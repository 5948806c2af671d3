import { expect, it } from 'vitest';
import type { KnownShot } from './dataset.ts';
import { countPairs, countShots, judgePairs, judgeShots } from './judge.ts';

const known = (id: string, at: [number, number], solvable = true): KnownShot => ({
  ...{ id, key: id, name: id, row: 0, col: 0, nominal: at, true: at, solvable },
  ...{ width: 10, height: 10 },
});
const shots = [known('a', [0, 0]), known('b', [10, 0]), known('c', [20, 0]), known('d', [30, 0], false)];

it('judges places up to one common shift, which a wrong one does not move', () => {
  const said = [
    { id: 'a', position: [100, 7] as [number, number], confidence: 0.99 },
    { id: 'b', position: [110.4, 7] as [number, number], confidence: 0.3 },
    { id: 'c', position: [150, 7] as [number, number], confidence: 0.95 },
    { id: 'd', position: [500, 7] as [number, number], confidence: 0.2 },
  ];
  const judged = judgeShots([said[0]!, said[1]!, { ...said[2]!, position: [120, 7] }, said[3]!], shots);
  expect(judged.map(({ right }) => right)).toEqual([true, true, true, false]);
  expect(countShots(judgeShots(said, shots))).toMatchObject({
    shots: 4,
    solvable: 3,
    'within 0.5 px': 2,
    'wrong at >= 0.9': 1,
    'wrong at >= 0.5': 1,
    'right below 0.5': 1,
  });
});

it('counts pairs that say nothing apart from those that are wrong and sure', () => {
  const judged = judgePairs(
    [
      { a: 'a', b: 'b', offset: [10.9, 0], confidence: 0.99, reason: 'sure' },
      { a: 'b', b: 'c', offset: [12, 0], confidence: 0.95, reason: 'sure' },
      { a: 'c', b: 'd', offset: null, confidence: 0, reason: 'flat' },
    ],
    shots,
  );
  expect(countPairs(judged)).toEqual({
    pairs: 3,
    'right within 1 px': 1,
    flat: 1,
    'no offset said': 1,
    'wrong at >= 0.9': 1,
    'wrong at >= 0.5': 1,
    'right below 0.5': 0,
  });
});
