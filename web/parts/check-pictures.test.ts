import { expect, test, vi } from 'vitest';
import { checkPictures, otherSizes } from './check-pictures.ts';

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

test('when nobody waits for them any more, no further picture is read', async () => {
  const stop = new AbortController();
  const check = vi.fn(async ({ name }: File) => {
    if (name === '3.png') stop.abort(new Error('closed'));
    return 'it cannot be read.';
  });
  const files = Array.from({ length: 2000 }, (_, i) => ({ name: `${i}.png` }) as File);
  await expect(checkPictures(files, () => {}, stop.signal, check)).rejects.toThrow('closed');
  expect(check.mock.calls.length).toBeLessThanOrEqual(5);
});
