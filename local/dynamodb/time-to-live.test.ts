import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { startTestRoom } from './room.fixture.ts';
import { SWEEP_MS } from './time-to-live.ts';

const { close, get, owned, put, restart, room } = await startTestRoom();
afterEach(() => vi.useRealTimers());
afterAll(close);
const NOW = 1_800_000_000;

test('an item outlives its time until the next sweep, which deletes it with its index rows', async () => {
  await put('late', { expires_at: NOW - 1, owner: 'late' });
  expect(await get('late')).toMatchObject({ expires_at: NOW - 1 });
  expect(await owned('late')).toEqual(['late']);
  expect(await room().sweep(NOW)).toBe(1);
  expect([await get('late'), await owned('late')]).toEqual([undefined, []]);
});

test('the room sweeps by itself, a minute later', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await restart();
  await put('expired', { expires_at: Math.floor(Date.now() / 1000) - 10 });
  vi.advanceTimersByTime(SWEEP_MS - 1);
  expect(await get('expired')).toBeDefined();
  vi.advanceTimersByTime(1);
  await expect.poll(() => get('expired')).toBeUndefined();
});

test('what is no number, lies ahead, or expired more than five years ago stays', async () => {
  const year = 365 * 24 * 3600;
  await put('text', { expires_at: '1', owner: 'stays' });
  await put('ahead', { expires_at: NOW + 1, owner: 'stays' });
  await put('ancient', { expires_at: NOW - 5 * year - 1, owner: 'stays' });
  await put('old', { expires_at: NOW - 5 * year + 10, owner: 'stays' });
  expect(await room().sweep(NOW)).toBe(1);
  expect(await owned('stays')).toEqual(['ahead', 'ancient', 'text']);
});

test('an item that got more time while the sweep ran stays', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, i) => put(`race${i}`, { expires_at: NOW - 1 })));
  const sweeping = room().sweep(NOW);
  const renewed = put('race17', { expires_at: NOW + 100, renewed: true });
  await Promise.all([sweeping, renewed]);
  await room().sweep(NOW);
  expect(await get('race17')).toMatchObject({ renewed: true });
});
