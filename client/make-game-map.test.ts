import { expect, it, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { makeGameMap } from './make-game-map.ts';
import { makingApi } from './making-api.fixture.ts';

const read = vi.fn(() => 'OTTX');
const wanted = (api = makingApi()) => ({
  ...{ api, signal: new AbortController().signal, pause: async () => {}, map: { name: 'Old town' } },
  save: { name: 'city.sav', bytes: 4, sha256: 'ab'.repeat(32), read },
  ...{ capture: { game: 'openttd' as const, columns: 3 }, job: { effort: 0 }, onMap: vi.fn(), onUploaded: vi.fn() },
});

it('uploads the save and asks for a job that a game takes the shots of', async () => {
  const making = wanted();
  const { createSaveTicket, uploadShot, createJob } = making.api;
  expect(await makeGameMap(making)).toMatchObject({ job_id: 'job_1' });
  expect(making.onMap).toHaveBeenCalledWith({ map: 'old-town-1' });
  expect(createSaveTicket).toHaveBeenCalledWith('old-town-1', { name: 'city.sav', bytes: 4, sha256: 'ab'.repeat(32) });
  expect(uploadShot.mock.calls[0]!.slice(0, 2)).toMatchObject([{ upload_url: 'https://store/save' }, 'OTTX']);
  expect(making.onUploaded).toHaveBeenCalledTimes(1);
  expect(createJob).toHaveBeenCalledWith({
    ...{ game_id: 'old-town-1', save_data_id: `save-${'ab'.repeat(16)}`, effort: 0 },
    capture: { driver: 'game', game: 'openttd', save: 'save_1', columns: 3 },
  });
});

it('repeats what may work later, and takes a save that is there for sent', async () => {
  const making = wanted();
  const { uploadShot, createJob } = making.api;
  uploadShot.mockRejectedValueOnce(new ApiError(503, 'busy', 'busy'));
  uploadShot.mockRejectedValueOnce(new ApiError(412, 'exists', 'It is there.'));
  createJob.mockRejectedValueOnce(new ApiError(0, 'unreachable', 'no answer'));
  await makeGameMap(making);
  expect([uploadShot.mock.calls.length, createJob.mock.calls.length]).toEqual([2, 2]);
});

it('asks for another ticket when the URL has expired, once, and the job names the save that came', async () => {
  const making = wanted();
  const { createSaveTicket, uploadShot, createJob } = making.api;
  const expired = new ApiError(403, 'AccessDenied', 'Request has expired');
  const second = { save: 'save_2', upload_url: 'https://store/second', upload_headers: {}, expires_in: 3600 };
  createSaveTicket.mockImplementationOnce(createSaveTicket.getMockImplementation()!).mockResolvedValueOnce(second);
  uploadShot.mockRejectedValueOnce(expired);
  await makeGameMap(making);
  expect(uploadShot.mock.calls.map(([{ upload_url }]) => upload_url)).toEqual([
    'https://store/save',
    second.upload_url,
  ]);
  expect(createJob.mock.calls[0]![0].capture).toMatchObject({ save: 'save_2' });
  uploadShot.mockRejectedValue(expired);
  await expect(makeGameMap(making)).rejects.toThrow('Request has expired');
  expect([uploadShot.mock.calls.length, createJob.mock.calls.length]).toEqual([4, 1]);
});

it('asks for no job when the save does not come', async () => {
  const making = wanted();
  making.api.uploadShot.mockRejectedValue(new ApiError(400, 'BadDigest', 'other content'));
  await expect(makeGameMap(making)).rejects.toThrow('other content');
  expect(making.api.createJob).not.toHaveBeenCalled();
});

it.each([
  ['its save is refused by the store', 'uploadShot', new ApiError(400, 'BadDigest', 'other content'), true],
  ['its save is too large', 'createSaveTicket', new ApiError(413, 'too_large', 'Too large.'), true],
  ['its job is refused', 'createJob', new ApiError(422, 'invalid_fields', 'capture.save: no'), true],
  ['the platform is away', 'createJob', new ApiError(503, 'unavailable', 'Try again.'), false],
  ['the login ends', 'createJob', new ApiError(401, 'unauthorized', 'Log in.'), false],
] as const)('where %s, the new map goes again: %s %s %s', async (_, call, error, goes) => {
  const making = { ...wanted(), patienceMs: 0 };
  making.api[call].mockRejectedValue(error as never);
  await expect(makeGameMap(making)).rejects.toThrow(error.message);
  expect(making.api.deleteMap.mock.calls).toEqual(goes ? [['old-town-1']] : []);
});

it('a map that was there stays, whatever comes of the save; and what cannot go hides nothing', async () => {
  const making = wanted();
  making.api.createJob.mockRejectedValue(new ApiError(422, 'invalid_fields', 'capture.save: no'));
  making.api.deleteMap.mockRejectedValue(new ApiError(403, 'forbidden', 'not allowed'));
  await expect(makeGameMap(making)).rejects.toThrow('capture.save: no');
  making.api.createMap.mockResolvedValue({ map: 'old-town-1', isNew: false } as never);
  making.api.deleteMap.mockClear();
  await expect(makeGameMap(making)).rejects.toThrow('capture.save: no');
  expect(making.api.deleteMap).not.toHaveBeenCalled();
});

const there = (save: string, sha256: string) =>
  ({ name: 'old.sav', bytes: 4, sha256, save, expires_at: null }) as never;

it('a save that the map has is not sent again, and one that goes meanwhile is', async () => {
  const making = { ...wanted(), onFound: vi.fn() };
  const { createMap, listUploads, uploadShot, createJob } = making.api;
  createMap.mockResolvedValue({ map: 'old-town-1', isNew: false } as never);
  listUploads.mockResolvedValueOnce({ uploads: [], saves: [there('save_7', 'cd'.repeat(32))], next: 'more' });
  listUploads.mockResolvedValueOnce({ uploads: [], saves: [there('save_8', 'ab'.repeat(32))], next: null });
  await makeGameMap(making);
  expect(listUploads.mock.calls.map(([, query]) => query)).toEqual([
    { kept: true, of: 'saves', next: null },
    { kept: true, of: 'saves', next: 'more' },
  ]);
  expect(making.onFound.mock.calls).toEqual([[true]]);
  expect([uploadShot.mock.calls, making.onUploaded.mock.calls]).toEqual([[], []]);
  expect(createJob.mock.calls[0]![0].capture).toMatchObject({ save: 'save_8' });

  listUploads.mockResolvedValueOnce({ uploads: [], saves: [there('save_8', 'ab'.repeat(32))], next: null });
  const details = [{ field: 'capture.save', message: 'There is no save.' }];
  createJob.mockRejectedValueOnce(new ApiError(422, 'invalid_fields', 'capture.save: no', { details }));
  await makeGameMap(making);
  expect(createJob.mock.lastCall![0].capture).toMatchObject({ save: 'save_1' });
  expect(uploadShot).toHaveBeenCalledTimes(1);
});

it('of a map that is new nobody asks what is there', async () => {
  const making = { ...wanted(), onFound: vi.fn() };
  await makeGameMap(making);
  expect(making.api.listUploads).not.toHaveBeenCalled();
  expect(making.onFound.mock.calls).toEqual([[false]]);
});
