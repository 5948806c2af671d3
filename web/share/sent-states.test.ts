import { expect, test } from 'vitest';
import { arrivedOf, openOf, unshownOf, withFiles, withStates } from './sent-states.ts';

const files = (...photos: string[]) => photos.map((photo) => ({ photo, name: `${photo}.jpg` }));
const idsOf = (sent: { photo: string }[]) => sent.map(({ photo }) => photo).join(' ');

test('of what was sent it is asked until it is shown, cannot be shown, or is gone', () => {
  const sent = withFiles([], { done: files('a', 'b', 'c', 'd', 'e'), left: [] });
  expect(idsOf(openOf(sent))).toBe('e d c b a');
  const told = withStates(sent, [
    { photo_id: 'a', state: 'ready', variants: 'ready' },
    { photo_id: 'b', state: 'ready', variants: 'failed', variants_error: 'damaged' },
    { photo_id: 'c', state: 'gone' },
    { photo_id: 'd', state: 'ready', variants: 'making' },
    { photo_id: 'x', state: 'ready', variants: 'failed' },
  ]);
  expect(idsOf(openOf(told))).toBe('e d');
  expect(unshownOf(told).map(({ name, told }) => [name, told?.variants_error])).toEqual([['b.jpg', 'damaged']]);
  expect(arrivedOf(told)).toEqual([]);
});

test('what an earlier window left is told of when it has come, unless it was chosen again', () => {
  const sent = withFiles([], { done: [], left: files('a', 'b', 'c') });
  const told = withStates(sent, [
    { photo_id: 'a', state: 'ready', variants: 'making' },
    { photo_id: 'b', state: 'pending' },
    { photo_id: 'c', state: 'ready', variants: 'ready' },
  ]);
  expect([idsOf(arrivedOf(told)), idsOf(openOf(told))]).toEqual(['a c', 'b a']);
  // What is left no more is remembered, with what was told of it.
  const later = withFiles(told, { done: files('c'), left: files('b') });
  expect([idsOf(arrivedOf(later)), idsOf(openOf(later))]).toEqual(['a', 'b a']);
});
