import { expect, test } from 'vitest';
import { keyStep, startMoves } from './moves.ts';

test('shots are put on whole px, and each goes its own way back', () => {
  const moves = startMoves();
  moves.put('a', [10.4, -3.6]);
  moves.put('b', [1, 1]);
  moves.put('a', [12, -4]);
  expect([...moves.places.value]).toEqual([
    ['a', [12, -4]],
    ['b', [1, 1]],
  ]);
  moves.undo('a');
  expect(moves.places.value.get('a')).toEqual([10, -4]);
  moves.undo('a');
  expect([...moves.places.value.keys()]).toEqual(['b']);
  expect(moves.canUndo('a')).toBe(false);
  moves.undo('a');
  moves.discard();
  expect(moves.places.value.size).toBe(0);
  expect(moves.canUndo('b')).toBe(false);
});

test('no shot is put where no map is', () => {
  const moves = startMoves((shot) => (shot === 'a' ? [0, 0] : [-3, 0]));
  moves.put('a', [-4, 7]);
  expect(moves.places.value.get('a')).toEqual([0, 7]);
  moves.put('begins before it', [-3, -1]);
  expect(moves.places.value.get('begins before it')).toEqual([-3, 0]);
});

test('a drag is undone as one', () => {
  const moves = startMoves();
  const drag = {};
  moves.put('a', [0, 0]);
  for (const x of [1, 2, 3]) moves.put('a', [x, 0], drag);
  moves.put('a', [9, 0], {});
  moves.undo('a');
  expect(moves.places.value.get('a')).toEqual([3, 0]);
  moves.undo('a');
  expect(moves.places.value.get('a')).toEqual([0, 0]);
});

test('a reset takes back all of one shot; putting it where it lies is no step', () => {
  const moves = startMoves();
  moves.put('a', [5, 5]);
  moves.put('a', [5.2, 5]);
  moves.undo('a');
  expect(moves.places.value.size).toBe(0);
  moves.put('a', [5, 5]);
  moves.put('a', [6, 5]);
  moves.reset('a');
  expect(moves.places.value.size).toBe(0);
  expect(moves.canUndo('a')).toBe(false);
});

test('a shot can be given back to its picture', () => {
  const moves = startMoves();
  moves.put('a', null);
  expect([...moves.places.value]).toEqual([['a', null]]);
  moves.put('a', [3, 3]);
  moves.undo('a');
  expect(moves.places.value.get('a')).toBe(null);
  moves.undo('a');
  expect(moves.places.value.size).toBe(0);
});

test.each([
  ['ArrowLeft', false, [-1, 0]],
  ['ArrowDown', true, [0, 10]],
  ['Enter', false, undefined],
])('the key %s (Shift: %s) moves by %j', (key, shiftKey, by) => {
  expect(keyStep({ key, shiftKey })).toEqual(by);
});
