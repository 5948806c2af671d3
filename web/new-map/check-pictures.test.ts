import { expect, test } from 'vitest';
import { otherSizes } from './check-pictures.ts';

const picture = (name: string, width: number, height: number) => ({ file: { name } as File, width, height });

test('the size that most pictures have is right, the others are named', () => {
  const pictures = [picture('a.png', 640, 480), picture('b.png', 1280, 1024), picture('c.png', 1280, 1024)];
  expect(otherSizes(pictures)).toEqual([
    'a.png: it is 640 × 480 px, the others are 1280 × 1024 px. Take it again at that size.',
  ]);
});

test.each([[[]], [[picture('a.png', 8, 8), picture('b.png', 8, 8)]]])('nothing to say', (pictures) => {
  expect(otherSizes(pictures)).toEqual([]);
});
