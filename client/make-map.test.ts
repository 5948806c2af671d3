import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { makeMap } from './make-map.ts';
import { makingApi } from './making-api.fixture.ts';
import { PATIENCE_MS } from './retry.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const wanted = (count: number, api = makingApi()) => ({
  api,
  map: { name: 'Old town' },
  shots: Array.from({ length: count }, (_, col) => ({
    file: `r0_c${col}.png`,
    row: 0,
    col,
    nominal: [col * 10, 0] as [number, number],
  })),
  describe: ({ col }: { col: number }) => ({ bytes: 6, type: 'image/png' as const, sha256: hash(`shot ${col}`) }),
  read: ({ col }: { col: number }) => `shot ${col}`,
  job: { exact: true },
  onUploaded: vi.fn(),
  signal: new AbortController().signal,
  pause: async () => {},
});
const lost = new ApiError(0, 'unreachable', 'x');

test('announces each shot, uploads it, and starts the job with the shots in the order of the plan', async () => {
  const all = wanted(2);
  all.api.uploadShot.mockImplementationOnce(() => turn());
  await makeMap(all);
  expect(all.api.createTickets.mock.calls[0]?.[1].files[0]).toEqual({
    ...{ name: 'r0_c0.png', bytes: 6, type: 'image/png', sha256: hash('shot 0') },
  });
  expect(all.onUploaded).toHaveBeenLastCalledWith(2);
  const lines = [`${hash('shot 0')} r0_c0.png\n`, `${hash('shot 1')} r0_c1.png\n`];
  expect(all.api.createJob).toHaveBeenCalledWith({
    game_id: 'old-town-1',
    save_data_id: `shots-${hash(lines.toSorted().join('')).slice(0, 32)}`,
    exact: true,
    shots: [
      { screenshot_id: 'shot_r0_c0.png', name: 'r0_c0.png', row: 0, col: 0, nominal: [0, 0] },
      { screenshot_id: 'shot_r0_c1.png', name: 'r0_c1.png', row: 0, col: 1, nominal: [10, 0] },
    ],
  });
});

test('what builds of the map keep is not sent again', async () => {
  const all = wanted(2);
  const kept = { name: 'as it was', bytes: 6, type: 'image/png' as const, sha256: hash('shot 1'), expires_at: null };
  all.api.listUploads.mockResolvedValueOnce({ uploads: [{ ...kept, screenshot_id: 'shot_kept' }], next: null });
  await makeMap(all);
  expect(all.api.listUploads.mock.calls[0]?.[1]).toEqual({ next: null, kept: true });
  expect(all.api.uploadShot).toHaveBeenCalledTimes(1);
  const { shots = [] } = all.api.createJob.mock.calls[0]![0] as { shots?: { screenshot_id: string }[] };
  expect(shots.map(({ screenshot_id }) => screenshot_id)).toEqual(['shot_r0_c0.png', 'shot_kept']);
});

test('tickets are asked for a hundred at a time, and uploads are counted over all of them', async () => {
  const all = wanted(101);
  await makeMap(all);
  expect(all.api.createTickets.mock.calls.map(([, { files }]) => files.length)).toEqual([100, 1]);
  expect(all.onUploaded).toHaveBeenLastCalledWith(101);
});

test('a shot whose answer was lost is there when it is sent again', async () => {
  const all = wanted(1);
  all.api.uploadShot.mockRejectedValueOnce(lost).mockRejectedValueOnce(new ApiError(412, 'x', 'x'));
  await makeMap(all);
  expect(all.api.uploadShot).toHaveBeenCalledTimes(2);
  expect(all.onUploaded).toHaveBeenCalledWith(1);
});

test('an upload that meets its own earlier attempt is sent again', async () => {
  const all = wanted(1);
  all.api.uploadShot.mockRejectedValueOnce(new ApiError(409, 'x', 'x'));
  await makeMap(all);
  expect(all.api.uploadShot).toHaveBeenCalledTimes(2);
});

test.each(['createMap', 'listUploads', 'createTickets', 'createJob'] as const)(
  '%s is called again after a lost answer',
  async (call) => {
    const all = wanted(1);
    all.api[call].mockRejectedValueOnce(lost);
    await makeMap(all);
    expect(all.api[call]).toHaveBeenCalledTimes(2);
  },
);

test('who has the wrong address hears of it soon, however patient the upload is; who cannot have it waits', async () => {
  const all = { ...wanted(1), patienceMs: 60_000 };
  const pause = vi.fn(async (_ms: number, _signal: AbortSignal, _patienceMs: number) => {});
  all.api.createMap.mockRejectedValue(lost);
  await expect(makeMap({ ...all, pause })).rejects.toBe(lost);
  expect(new Set(pause.mock.calls.map(([, , patienceMs]) => patienceMs))).toEqual(new Set([PATIENCE_MS]));
  all.api.createMap.mockClear();
  await expect(makeMap({ ...all, pause, firstPatienceMs: 60_000 })).rejects.toBe(lost);
  expect(all.api.createMap.mock.calls.length).toBeGreaterThan(10);
});

test('a fault of the server that stays is told, however patient the upload is', async () => {
  const all = { ...wanted(1), patienceMs: Number.POSITIVE_INFINITY };
  const error = new ApiError(500, 'internal', 'x', { requestId: 'r' });
  all.api.createJob.mockRejectedValue(error);
  await expect(makeMap(all)).rejects.toBe(error);
});

test.each([
  [400, 1],
  [403, 2],
])('an upload that is refused with %i ends it after %i attempts, and no job is started', async (status, attempts) => {
  const all = wanted(1);
  all.api.uploadShot.mockRejectedValue(new ApiError(status, 'x', 'refused'));
  await expect(makeMap(all)).rejects.toThrow('refused');
  expect(all.api.uploadShot).toHaveBeenCalledTimes(attempts);
  expect(all.api.createJob).not.toHaveBeenCalled();
});

test('a stopped upload starts no job', async () => {
  const stop = new AbortController();
  const all = wanted(1);
  all.api.uploadShot.mockImplementation(async () => stop.abort());
  await expect(makeMap({ ...all, signal: stop.signal })).rejects.toThrow();
  expect(all.api.createJob).not.toHaveBeenCalled();
});
