import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { ApiError } from '../../client/api-error.ts';
import { makingApi } from '../../client/making-api.fixture.ts';
import { filesOf, uploadAndBuild } from './upload.ts';

test('announces each picture with its checksum, uploads the file, and starts the job of the plan', async () => {
  const api = makingApi();
  const onShot = vi.fn();
  const file = new File(['a shot'], 'r0_c0.png');
  const sha256 = createHash('sha256').update('a shot').digest('hex');
  const picture = { file, type: 'image/png' as const, width: 8, height: 8, sha256 };
  const shots = [{ file: 'r0_c0.png', row: 0, col: 0, nominal: [0, 0] as [number, number], picture }];
  const { signal } = new AbortController();
  await uploadAndBuild(api, { name: 'Old town', attribution: '', exact: true, full: true, shots }, { signal, onShot });
  expect(api.createMap).toHaveBeenCalledWith({ name: 'Old town' });
  expect(api.createTickets.mock.calls[0]?.[1].files).toEqual([
    { name: 'r0_c0.png', bytes: 6, type: 'image/png', sha256 },
  ]);
  expect(api.uploadShot.mock.calls[0]?.[1]).toBe(file);
  expect(onShot.mock.calls.map(([, state]) => state)).toEqual(['sending', 'sent']);
  expect(api.createJob).toHaveBeenCalledWith(
    expect.objectContaining({ game_id: 'old-town-1', exact: true, full: true }),
  );
});

test('a file that was changed meanwhile is named, and does not look like a platform that is away', async () => {
  const file = new File(['a shot'], 'r0_c0.png');
  vi.spyOn(file, 'slice').mockReturnValue({
    arrayBuffer: () => Promise.reject(new Error('NotReadableError')),
  } as never);
  const picture = { file, type: 'image/png' as const, width: 8, height: 8, sha256: 'x' };
  const shots = [{ file: 'r0_c0.png', row: 0, col: 0, nominal: [0, 0] as [number, number], picture }];
  const { signal } = new AbortController();
  const api = makingApi();
  api.uploadShot.mockRejectedValue(new ApiError(0, 'unreachable', 'x'));
  const upload = uploadAndBuild(
    api,
    { name: 'Old town', attribution: '', exact: true, full: false, shots },
    { signal },
  );
  await expect(upload).rejects.toThrow(/^r0_c0\.png was changed or taken away/);
});

test('of a save only the save is uploaded, and the game is asked for the part of its world', async () => {
  const api = makingApi();
  const file = new File(['OTTX'], 'city.sav');
  const [onShot, onFound] = [vi.fn(), vi.fn()];
  const view = { from: [0, 0] as [number, number], columns: 4, rows: 3 };
  const plan = { name: 'City', attribution: 'Ada', exact: false, full: true, shots: [] };
  const save = { file, game: 'openttd' as const, sha256: 'ab'.repeat(32), view };
  expect(filesOf({ ...plan, save })).toEqual([{ file: 'city.sav', bytes: 4 }]);
  await uploadAndBuild(api, { ...plan, save }, { signal: new AbortController().signal, onShot, onFound });
  const capture = { game: 'openttd', ...view };
  expect(api.estimateJob.mock.calls).toEqual([[{ capture: { ...capture, start: btoa('OTTX') } }]]);
  expect(api.createMap).toHaveBeenCalledWith({ name: 'City', attribution: 'Ada' });
  expect([api.listUploads.mock.calls, api.createTickets.mock.calls]).toEqual([[], []]);
  expect(onFound).toHaveBeenCalledWith(0);
  expect(onShot.mock.calls).toEqual([
    [{ file: 'city.sav' }, 'sending'],
    [{ file: 'city.sav' }, 'sent'],
  ]);
  expect(api.createJob.mock.calls[0]![0]).toMatchObject({ full: true });
  expect(api.createJob.mock.calls[0]![0].capture).toEqual({ driver: 'game', game: 'openttd', save: 'save_1', ...view });
});

test('of what lies outside of the world nothing is made, and it is said in the words of the page', async () => {
  const api = makingApi();
  const said = 'The world has 9 x 9 px; from 10,0 on, nothing of it is captured.';
  api.estimateJob.mockRejectedValue(new ApiError(422, 'outside_world', `${said} Leave \`from\` out, or correct it.`));
  const view = { from: [10, 0] as [number, number], columns: 1, rows: 1 };
  const save = { file: new File(['OTTX'], 'a.sav'), game: 'openttd' as const, sha256: 'ab'.repeat(32), view };
  const plan = { name: 'City', attribution: '', exact: false, full: false, shots: [], save };
  const { signal } = new AbortController();
  await expect(uploadAndBuild(api, plan, { signal })).rejects.toThrow(
    `${said} Correct “From the left” and “From the top”, or take the whole world.`,
  );
  expect([api.createMap.mock.calls, api.uploadShot.mock.calls]).toEqual([[], []]);
});
