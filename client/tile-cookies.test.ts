import { expect, test, vi } from 'vitest';
import { tileCookies } from './tile-cookies.ts';

const gate = () => {
  const state = { now: 0 };
  const open = vi.fn(async (map: string) => ({
    cookies: [`A=${map}; Path=/x; Secure`, `B=${open.mock.calls.length}; HttpOnly`],
    expires_in: 120,
  }));
  return { state, open, headersOf: tileCookies({ open, now: () => state.now }) };
};

test('many at once ask the gate once, and each map for itself', async () => {
  const { open, headersOf } = gate();
  const paths = ['1/0/0', '1/0/1', '1/1/0'].map((tile) => `/media/maps/city_1/B/${tile}.webp`);
  const sent = await Promise.all(paths.map(headersOf));
  expect(new Set(sent.map(({ cookie }) => cookie))).toEqual(new Set(['A=city_1; B=1']));
  expect(await headersOf('/media/maps/city_12/map.json')).toEqual({ cookie: 'A=city_12; B=2' });
  expect(open.mock.calls).toEqual([['city_1'], ['city_12']]);
});

test('cookies are renewed before they end, by one question of many', async () => {
  const { state, open, headersOf } = gate();
  await headersOf('/media/maps/city_1/a');
  state.now = 79_000;
  await headersOf('/media/maps/city_1/a');
  expect(open).toHaveBeenCalledTimes(1);
  state.now = 80_000;
  const sent = await Promise.all(['a', 'b', 'c'].map((tile) => headersOf(`/media/maps/city_1/${tile}`)));
  expect(open).toHaveBeenCalledTimes(2);
  expect(sent.map(({ cookie }) => cookie)).toEqual(Array(3).fill('A=city_1; B=2'));
});

test('a gate that refuses is asked again by the next', async () => {
  const { open, headersOf } = gate();
  open.mockRejectedValueOnce(new Error('not yours'));
  await expect(headersOf('/media/maps/city_1/a')).rejects.toThrow('not yours');
  expect(await headersOf('/media/maps/city_1/a')).toMatchObject({ cookie: expect.stringContaining('A=city_1') });
});

test('what everybody may have asks no gate', async () => {
  const { open, headersOf } = gate();
  for (const path of ['/tiles/city-1/map.json', '/export/index.html', '/media/albums/a/p/thumb.webp']) {
    expect(await headersOf(path)).toEqual({});
  }
  expect(open).not.toHaveBeenCalled();
});

test('where a browser keeps the cookies none are sent by hand', async () => {
  const headersOf = tileCookies({ open: async () => ({ cookies: [], expires_in: 120 }) });
  expect(await headersOf('/media/maps/city_1/a')).toEqual({});
});
