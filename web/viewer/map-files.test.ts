import { expect, test, vi } from 'vitest';
import { filesWith } from './map-files.ts';

const leave = () => ({ generation: () => 3, refused: vi.fn(async () => {}) });
const answering = (...statuses: number[]) =>
  vi.fn(async (_: string) => new Response('', { status: statuses.shift()! }));

test('what was refused is asked for once more, with newer leave', async () => {
  const given = leave();
  const send = answering(403, 200);
  expect((await filesWith(given, send).ask('/media/maps/a_1/map.json')).status).toBe(200);
  expect(given.refused.mock.calls).toEqual([[3]]);
  expect(send).toHaveBeenCalledTimes(2);
});

test('what is refused again is refused', async () => {
  const send = answering(403, 403);
  expect((await filesWith(leave(), send).ask('/media/maps/a_1/map.json')).status).toBe(403);
  expect(send).toHaveBeenCalledTimes(2);
});

test.each([200, 404, 500])('an answer %i has nothing to do with leave', async (status) => {
  const given = leave();
  expect((await filesWith(given, answering(status)).ask('/x')).status).toBe(status);
  expect(given.refused).not.toHaveBeenCalled();
});
