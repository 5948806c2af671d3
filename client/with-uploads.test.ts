import { expect, test, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { makingApi } from './making-api.fixture.ts';
import type { Uploaded } from './upload-shots.ts';
import { withUploads } from './with-uploads.ts';

type Shot = { file: string };
const wanted = () => ({
  ...{ api: makingApi(), shots: ['a', 'b', 'c'].map((file) => ({ file })), read: ({ file }: Shot) => file },
  ...{ onUploaded: vi.fn(), pause: async () => {}, signal: new AbortController().signal },
  describe: ({ file }: Shot) => ({ bytes: 1, type: 'image/png' as const, sha256: file }),
});
const gone = (...fields: string[]) =>
  new ApiError(422, 'invalid_fields', 'gone', {
    details: fields.map((field) => ({ field, message: 'upload it again' })),
  });
const used = () => vi.fn(async (_: Uploaded<Shot>[]) => 'job');
const idsIn = (uploaded: Uploaded<Shot>[]) => uploaded.map(({ screenshot_id }) => screenshot_id);

test('screenshots that went meanwhile are sent anew, those only, and the request is sent again', async () => {
  const all = wanted();
  const seen: string[][] = [];
  const use = used().mockImplementation(async (uploaded) => {
    seen.push(idsIn(uploaded));
    if (seen.length === 1) throw gone('shots[0].screenshot_id', 'shots[2].screenshot_id');
    return 'job';
  });
  expect(await withUploads('m', all, use)).toBe('job');
  expect(seen[0]).toEqual(['shot_a', 'shot_b', 'shot_c']);
  expect(seen[1]![1]).toBe('shot_b');
  expect(new Set([...seen[0]!, ...seen[1]!]).size).toBe(5);
  expect(all.api.uploadShot.mock.calls.map(([{ upload_url }]) => upload_url.at(-1))).toEqual(['a', 'b', 'c', 'a', 'c']);
  expect(all.onUploaded.mock.calls.slice(3)).toEqual([[2], [3]]);
});

test('what was sent anew is told as it is then', async () => {
  const all = wanted();
  const seen: string[][] = [];
  const use = used().mockImplementation(async (uploaded) => {
    seen.push(uploaded.map(({ sha256 }) => sha256));
    if (seen.length === 1) throw gone('shots[1].screenshot_id');
    return 'job';
  });
  let looks = 0;
  const describe = (shot: Shot) => ({ ...all.describe(shot), sha256: `${shot.file} ${++looks}` });
  await withUploads('m', { ...all, describe }, use);
  expect(seen).toEqual([
    ['a 1', 'b 2', 'c 3'],
    ['a 1', 'b 4', 'c 3'],
  ]);
});

test('once each: one that is refused again ends it', async () => {
  const all = wanted();
  const use = used().mockRejectedValue(gone('shots[0].screenshot_id'));
  await expect(withUploads('m', all, use)).rejects.toThrow('gone');
  expect(use).toHaveBeenCalledTimes(2);
  expect(all.api.uploadShot).toHaveBeenCalledTimes(4);
});

test('as many rounds as the platform needs to name them all', async () => {
  const all = wanted();
  const use = used()
    .mockRejectedValueOnce(gone('shots[0].screenshot_id'))
    .mockRejectedValueOnce(gone('shots[1].screenshot_id'));
  expect(await withUploads('m', all, use)).toBe('job');
});

test.each([
  ['something else is wrong, too', gone('shots[0].screenshot_id', 'quality')],
  ['nothing is named', gone()],
  ['it is another refusal', new ApiError(409, 'superseded', 'gone')],
  ['a shot is named that was not sent', gone('shots[7].screenshot_id')],
])('nothing is sent anew when %s', async (_, error) => {
  const all = wanted();
  await expect(withUploads('m', all, used().mockRejectedValue(error))).rejects.toBe(error);
  expect(all.api.uploadShot).toHaveBeenCalledTimes(3);
});
