import { expect, test } from 'vitest';
import type { QueuedPhoto } from '../../client/upload-photos.ts';
import { WrongFile } from './photo-file.ts';
import { type KeptPhoto, keptOf, mergedOf, takeBegun, unfinishedOf } from './unfinished.ts';

const file = (name: string) => new File(['0123456789'], name);
const announced = (filename: string, sha256?: string) => ({
  ...{ filename, content_type: 'image/jpeg', file_size: 10 },
  ...(sha256 !== undefined && { sha256 }),
});
const ticket = (photo_id: string) => ({ photo_id, upload_url: 'u', upload_headers: {}, expires_in: 900 });
const queued = (name: string, more: Partial<QueuedPhoto<File>> = {}): QueuedPhoto<File> => ({
  ...{ id: 1, file: file(name), stage: 'waiting', sent: 0, progress: {} },
  ...more,
});

test('what is kept says how far each photo has come', () => {
  const kept = keptOf(
    [
      queued('a', {
        stage: 'done',
        announced: announced('a', 'aa'),
        progress: { ticket: ticket('p1'), isThere: true },
      }),
      queued('b', { stage: 'sending', announced: announced('b', 'bb'), progress: { ticket: ticket('p2') } }),
      queued('c', { stage: 'failed', announced: announced('c', 'cc'), error: new Error('full') }),
      queued('d', { stage: 'failed', error: new WrongFile('no photo') }),
      queued('e'),
    ],
    [],
  );
  expect(kept).toEqual([
    { name: 'a', size: 10, sha256: 'aa', photo: 'p1', isThere: true, isDone: true },
    { name: 'b', size: 10, sha256: 'bb', photo: 'p2' },
    { name: 'c', size: 10, sha256: 'cc' },
    { name: 'e', size: 10 },
  ]);
  expect(unfinishedOf(kept).map(({ name }) => name)).toEqual(['b', 'c', 'e']);
});

test('one that waits to be looked at again is still what an earlier window knew of it, and counts once', () => {
  const left: KeptPhoto[] = [
    { name: 'a', size: 10, sha256: 'aa', photo: 'p1', isThere: true, isDone: true },
    { name: 'b', size: 10, sha256: 'bb', photo: 'p2' },
  ];
  expect(keptOf([queued('b'), queued('a')], left)).toEqual([left[1], left[0]]);
  expect(keptOf([queued('b')], left)).toEqual([left[1], left[0]]);
  expect(left).toHaveLength(2);
});

test('what two windows know of one photo is known once, as far as it has come', () => {
  const sent: KeptPhoto = { name: 'a', size: 10, sha256: 'aa', photo: 'p1' };
  const done: KeptPhoto = { ...sent, isThere: true, isDone: true };
  const summed: KeptPhoto = { name: 'b', size: 10, sha256: 'bb' };
  const waiting: KeptPhoto = { name: 'c', size: 10 };
  expect(
    mergedOf([
      [sent, summed, waiting],
      [{ ...sent, isThere: true }, done, summed],
      [sent, { ...waiting }],
    ]),
  ).toEqual([...[done, summed, waiting, waiting]]);
});

test('a file that is chosen again goes on where it was, by its checksum', () => {
  const left: KeptPhoto[] = [
    { name: 'IMG_1', size: 10, sha256: 'aa', photo: 'p1', isThere: true, isDone: true },
    { name: 'IMG_1', size: 10, sha256: 'bb', photo: 'p2' },
    { name: 'IMG_2', size: 10 },
  ];
  expect(takeBegun(left, announced('IMG_1', 'bb'))).toMatchObject({ ticket: { photo_id: 'p2' }, until: 0 });
  expect(takeBegun(left, announced('IMG_1', 'cc'))).toBeUndefined();
  expect(takeBegun(left, announced('IMG_3', 'aa'))).toBeUndefined();
  expect(takeBegun(left, announced('IMG_1', 'aa'))).toMatchObject({ ticket: { photo_id: 'p1' }, isThere: true });
  // It was waiting: nothing is known of it, and it is not left any more.
  expect(takeBegun(left, announced('IMG_2', 'dd'))).toBeUndefined();
  expect(left).toEqual([]);
});

test('where browsers cannot sum, name and size must do', () => {
  const left: KeptPhoto[] = [{ name: 'a', size: 10, photo: 'p1' }];
  expect(takeBegun(left, announced('a'))).toMatchObject({ ticket: { photo_id: 'p1' } });
});
