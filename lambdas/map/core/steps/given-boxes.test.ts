import { expect, it } from 'vitest';
import type { Box } from '../../placement.ts';
import { refuseWrongBoxes } from './given-boxes.ts';

const SIZE = { width: 640, height: 520 };
const HALF: Box = [0, 0, 640, 260];

it.each<[string, Box[]]>([
  ['none', []],
  [
    'toolbars up to the edges',
    [
      [0, 0, 640, 20],
      [600, 500, 40, 20],
    ],
  ],
  ['half of a capture, named twice', [HALF, HALF, [10, 10, 90, 90]]],
])('takes %s', (_, boxes) => {
  expect(() => refuseWrongBoxes(boxes, SIZE)).not.toThrow();
});

it.each<[string, Box[], RegExp]>([
  [
    'reach beyond',
    [
      [0, 0, 640, 20],
      [600, 0, 41, 20],
    ],
    /boxes\[1\] \(600,0,41,20: .* the captures of 640 x 520 px/,
  ],
  ['cover most', [HALF, [0, 250, 320, 270], [0, 400, 640, 10]], /^boxes cover 76 % .* of 640 x 520 px; at most 60 %/],
  ['cover all', [[0, 0, 640, 520]], /100 %/],
])('names boxes that %s', (_, boxes, message) => {
  expect(() => refuseWrongBoxes(boxes, SIZE)).toThrow(message);
});
