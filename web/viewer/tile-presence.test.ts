import { expect, test } from 'vitest';
import { tilePresence } from './tile-presence.ts';

// 12,792 x 6,786 px: 25 x 14 tiles at zoom 5, 1 x 1 at zoom 0.
const presence = tilePresence({
  width: 12_792,
  height: 6786,
  tileSize: 512,
  minZoom: 0,
  maxZoom: 5,
  blank: ['5/3/4', '4/1/2'],
});

test.each([
  [0, 0, 0, 'stored'],
  [0, 1, 0, 'outside'],
  [5, 24, 13, 'stored'],
  [5, 25, 13, 'outside'],
  [5, 24, 14, 'outside'],
  [5, -1, 0, 'outside'],
  [4, 12, 6, 'stored'],
  [4, 13, 6, 'outside'],
  [5, 3, 4, 'blank'],
  [4, 1, 2, 'blank'],
  [5, 1, 2, 'stored'],
  [6, 0, 0, 'outside'],
])('%d/%d/%d is %s', (z, x, y, answer) => {
  expect(presence(z, x, y)).toBe(answer);
});
