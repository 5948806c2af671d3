import { expect, it } from 'vitest';
import type { XY } from '../../placement.ts';
import type { Positions } from '../../workflow.ts';
import { type Found, shiftToPublished } from './published-frame.ts';

const found = (id: string, position: XY, changes: Partial<Found> = {}): Found => {
  return { id, name: id, width: 640, height: 520, position, confidence: 1, reason: 'matched', ...changes };
};
const published = (...shots: Found[]) =>
  ({ origin: [100, 0], shots: shots.map((shot) => ({ ...shot, estimated: shot.position })) }) as unknown as Positions;
const MAP = published(found('a', [0, 0]), found('b', [480, 9]), found('c', [990, 4], { name: 'third' }));

it('is what most of the shots say that both builds have', () => {
  const now = [found('a', [90, 5]), found('b', [570, 14]), found('c', [1085, 9]), found('new', [1500, 3])];
  expect(shiftToPublished(now, MAP)).toEqual([10, -5]);
});

it('believes the same screenshot before the same name, and sure places before doubtful ones', () => {
  const named = [found('x', [80, 0], { name: 'a' }), found('y', [560, 9], { name: 'b' })];
  expect(shiftToPublished(named, MAP)).toEqual([20, 0]);
  expect(shiftToPublished([...named, found('c', [1089, 4])], MAP)).toEqual([1, 0]);
  expect(shiftToPublished([...named, found('c', [1089, 4], { confidence: 0.6 })], MAP)).toEqual([20, 0]);
  expect(shiftToPublished([found('c', [1089, 4], { confidence: 0.6 })], MAP)).toEqual([1, 0]);
});

it('leaves it to the plan where nothing is known, or names mean other places', () => {
  expect(shiftToPublished([found('new', [0, 0])], MAP)).toBeUndefined();
  expect(shiftToPublished([found('x', [0, 0], { name: 'a', width: 800 })], MAP)).toBeUndefined();
  expect(shiftToPublished([found('a', [0, 0], { reason: 'by_hand' })], MAP)).toBeUndefined();
  const elsewhere = ['a', 'b', 'third'].map((name, i) => found(name, [400 * i, 0], { id: `other ${i}`, name }));
  expect(shiftToPublished(elsewhere, MAP)).toBeUndefined();
});

it('is whole where all places are', () => {
  const between = published(found('a', [0.4, 0]));
  expect(shiftToPublished([found('a', [90, 0])], between)).toEqual([10, 0]);
  expect(shiftToPublished([found('a', [90.5, 0])], between)![0]).toBeCloseTo(9.9);
});
