import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { makingApi } from './making-api.fixture.ts';
import { type ShotState, type Uploads, uploadShots } from './upload-shots.ts';

type Shot = { file: string; content: string };
const announced = (content: string) => ({ bytes: content.length, type: 'image/png' as const, sha256: content });

function upload(shots: Shot[]) {
  const states: [string, ShotState][] = [];
  const api = makingApi();
  const wanted = {
    ...{ api, shots, read: ({ content }: Shot) => content, describe: ({ content }: Shot) => announced(content) },
    ...{ onUploaded: vi.fn(), onFound: vi.fn(), pause: async () => {} },
    onShot: (shot: Shot, state: ShotState) => void states.push([shot.file, state]),
    signal: new AbortController().signal,
  } satisfies Uploads<Shot>;
  return { wanted, states, sent: () => api.uploadShot.mock.calls.map(([{ upload_url }]) => upload_url) };
}
const shotsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ file: `${i}.png`, content: `content ${i}` }));
const there = (content: string, screenshot_id: string, name = 'whatever.png') => ({
  ...{ ...announced(content), screenshot_id, name, expires_at: '2026-01-01T00:00:00.000Z' },
});

test('what is there is not sent again, whatever it was called; the rest is', async () => {
  const { wanted, states, sent } = upload(shotsOf(3));
  wanted.api.listUploads
    .mockResolvedValueOnce({ uploads: [there('content 1', 'shot_there')], next: 'page 2' })
    .mockResolvedValueOnce({ uploads: [{ ...there('content 2', 'shot_other'), type: 'image/webp' }], next: null });
  const uploaded = await uploadShots('m', wanted);
  expect(wanted.api.listUploads.mock.calls.map(([, at]) => at)).toEqual([{ next: null }, { next: 'page 2' }]);
  expect(uploaded.map(({ shot, screenshot_id }) => [shot.file, screenshot_id])).toEqual([
    ['0.png', 'shot_0.png'],
    ['1.png', 'shot_there'],
    ['2.png', 'shot_2.png'],
  ]);
  expect(sent()).toEqual(['https://store/0.png', 'https://store/2.png']);
  expect(wanted.api.createTickets.mock.calls[0]![1].files.map(({ name }) => name)).toEqual(['0.png', '2.png']);
  expect(wanted.onFound).toHaveBeenCalledExactlyOnceWith(1);
  expect(wanted.onUploaded.mock.calls).toEqual([[1], [2], [3]]);
  expect(states[0]).toEqual(['1.png', 'there']);
});

test('when everything is there, nothing is asked for and nothing sent', async () => {
  const { wanted, sent } = upload(shotsOf(1));
  wanted.api.listUploads.mockResolvedValueOnce({ uploads: [there('content 0', 'shot_there')], next: null });
  expect(await uploadShots('m', wanted)).toMatchObject([{ screenshot_id: 'shot_there' }]);
  expect(wanted.api.createTickets).not.toHaveBeenCalled();
  expect(sent()).toEqual([]);
  expect(wanted.onUploaded).toHaveBeenCalledExactlyOnceWith(1);
});

test('two shots of the same content take two screenshots', async () => {
  const same = [0, 1].map((i) => ({ file: `${i}.png`, content: 'sea' }));
  const { wanted, sent } = upload(same);
  wanted.api.listUploads.mockResolvedValueOnce({ uploads: [there('sea', 'shot_there')], next: null });
  const ids = (await uploadShots('m', wanted)).map(({ screenshot_id }) => screenshot_id);
  expect(new Set(ids).size).toBe(2);
  expect(sent()).toHaveLength(1);
});

test('six are on their way at a time, also where one hundred tickets end', async () => {
  const { wanted } = upload(shotsOf(120));
  const now = { open: 0, most: 0, least: 6 };
  wanted.api.uploadShot.mockImplementation(async () => {
    now.most = Math.max(now.most, ++now.open);
    await turn();
    now.open--;
  });
  await uploadShots('m', wanted);
  expect(now.most).toBe(6);
  expect(wanted.api.createTickets.mock.calls.map(([, { files }]) => files.length)).toEqual([100, 20]);
});

test('a ticket that the bucket does not take any more is followed by another one, for what is still missing', async () => {
  const { wanted } = upload(shotsOf(8));
  wanted.api.uploadShot.mockImplementation(async ({ upload_url }) => {
    if (upload_url === 'https://old/7.png') throw new ApiError(403, 'AccessDenied', 'Request has expired');
  });
  wanted.api.createTickets.mockImplementationOnce(async (_, { files }) => ({
    tickets: files.map(({ name }) => ({
      name,
      screenshot_id: `shot_old_${name}`,
      upload_url: `https://old/${name}`,
      upload_headers: {},
    })),
    expires_in: 3600,
  }));
  const uploaded = await uploadShots('m', wanted);
  expect(uploaded.map(({ screenshot_id }) => screenshot_id).slice(-2)).toEqual(['shot_old_6.png', 'shot_7.png']);
  const asked = wanted.api.createTickets.mock.calls.at(-1)![1].files.map(({ name }) => name);
  expect(asked).toContain('7.png');
  expect(asked).not.toContain('0.png');
});

test('an upload that comes nowhere is given up and begun again', async () => {
  const timeout = vi
    .spyOn(AbortSignal, 'timeout')
    .mockImplementationOnce(() => AbortSignal.abort(new DOMException('', 'TimeoutError')));
  const { wanted } = upload([{ file: '0.png', content: 'x'.repeat(100_000) }]);
  wanted.api.uploadShot.mockImplementation(async (_, __, { signal } = {}) => {
    if (signal!.aborted) throw new ApiError(0, 'unreachable', 'x');
  });
  await uploadShots('m', wanted);
  expect(wanted.api.uploadShot).toHaveBeenCalledTimes(2);
  // 100 kB by a sixth of 20 kB/s.
  expect(timeout.mock.calls[0]).toEqual([90_000]);
  timeout.mockRestore();
});

test('when one fails for good the others are ended, so that none is still on its way when it is begun again', async () => {
  const { wanted } = upload(shotsOf(6));
  const signals: AbortSignal[] = [];
  wanted.api.uploadShot.mockImplementation(async ({ upload_url }, _, { signal } = {}) => {
    signals.push(signal!);
    if (upload_url.endsWith('/5.png')) throw new ApiError(400, 'BadDigest', 'refused');
    await new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)));
  });
  await expect(uploadShots('m', wanted)).rejects.toThrow('refused');
  expect(signals.every(({ aborted }) => aborted)).toBe(true);
});

test('how much of a file has left is told, from nothing again with each attempt', async () => {
  const { wanted } = upload(shotsOf(1));
  const onSent = vi.fn();
  wanted.api.uploadShot.mockImplementationOnce(async (_, __, { onSent } = {}) => {
    onSent!(5);
    throw new ApiError(0, 'unreachable', 'x');
  });
  wanted.api.uploadShot.mockImplementationOnce(async (_, __, { onSent } = {}) => onSent!(9));
  await uploadShots('m', { ...wanted, onSent });
  expect(onSent.mock.calls.map(([, bytes]) => bytes)).toEqual([0, 5, 0, 9]);
});
