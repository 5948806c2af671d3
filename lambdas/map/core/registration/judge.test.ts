import { expect, it } from 'vitest';
import { judge, weighed } from './judge.ts';

const tried = (share: number, x = 0, compared = 20_000) => ({ at: [x, 0] as [number, number], compared, share });

it('is sure where the best offset is far better than any other', () => {
  expect(judge([tried(0.98), tried(0.4, 30)], 5)).toMatchObject({ isSure: true, confidence: expect.closeTo(1, 2) });
});

it('is sure of a little where nothing differs at all, and not where things move', () => {
  expect(judge([tried(1), tried(0.97, 32)], 1)?.isSure).toBe(true);
  expect(judge([tried(0.9), tried(0.87, 32)], 1)?.isSure).toBe(false);
});

it('is not sure where another offset fits as well, however high the peak', () => {
  expect(judge([tried(1), tried(1, 32)], 4)).toMatchObject({ isSure: false });
  expect(judge([tried(1), tried(1, 32)], 4)!.confidence).toBeLessThanOrEqual(0.3);
});

it('says no more than 0.85 of what correlation alone holds, or a few pixels', () => {
  expect(judge([tried(0.62), tried(0.48, 16)], 4)).toMatchObject({ isSure: true, confidence: 0.85 });
  expect(judge([tried(1, 0, 700), tried(0.3, 40, 700)], 4)).toMatchObject({ isSure: true, confidence: 0.85 });
});

it('says nothing of an overlap that is flat', () => {
  expect(judge([], 1)).toBeUndefined();
  expect(judge([tried(1, 0, 299)], 9)).toBeUndefined();
});

it('does not count px beside the best offset, nor corners that few px are left in', () => {
  expect(judge([tried(1), tried(0.95, 1)], 3)?.isSure).toBe(true);
  expect(judge([tried(1), tried(1, 60, 1000), tried(0.5, 30)], 3)?.isSure).toBe(true);
});

it('lets go what is clearly worse than a place where it may not lie, and is less sure of what is no better', () => {
  const sure = judge([tried(0.6), tried(0.2, 30)], 5)!;
  expect(sure.isSure).toBe(true);
  expect(weighed(sure, [tried(0.2, 30), tried(1, 50)])).toBeUndefined();
  const same = judge([tried(1), tried(0.4, 30)], 5)!;
  expect(weighed(same, [tried(1), tried(1, 60)])).toEqual({ ...same, confidence: 0.85 });
  // A px or two beside, too: the best place may be the last one that is allowed.
  expect(weighed(sure, [tried(0.9, 2)])).toBeUndefined();
  // Itself, what fits far worse, and a few px that fit by chance.
  expect(weighed(same, [tried(1), tried(0.4, 60), tried(1, 80, 500)])).toBe(same);
});
