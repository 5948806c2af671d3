import { expect, test } from 'vitest';
import { displacementIn } from './displaced.ts';

const placed = (nominal: [number, number], position: [number, number], confidence = 1) => ({
  nominal,
  position,
  confidence,
});

test('what all shots have in common is no displacement', () => {
  const shots = [placed([0, 0], [40, -7]), placed([100, 0], [143, -7]), placed([200, 0], [240, -11])];
  const { of, planned } = displacementIn(shots);
  expect(shots.map(of)).toEqual([
    [0, 0],
    [3, 0],
    [0, -4],
  ]);
  expect(planned(shots[1]!)).toEqual([140, -7]);
});

test('doubtful shots do not say where the zero is, unless there are no others', () => {
  const lost = [placed([0, 0], [900, 900], 0.1), placed([10, 0], [910, 900], 0.1)];
  expect(displacementIn([...lost, placed([20, 0], [25, 5])]).of(lost[0]!)).toEqual([895, 895]);
  expect(displacementIn(lost).of(lost[0]!)).toEqual([0, 0]);
});

test('one lost shot does not make dots of all other arrows', () => {
  const shots = Array.from({ length: 40 }, (_, i) => placed([0, 0], [i % 2, 0]));
  expect(displacementIn([...shots, placed([0, 0], [500, 0], 0)]).longest).toBe(1);
  expect(displacementIn([...shots.map(() => placed([0, 0], [0, 0])), placed([0, 0], [0, 30], 0)]).longest).toBe(30);
  expect(displacementIn([]).longest).toBe(0);
});
