import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import type { Surroundings } from '../data/poll.ts';
import { mergePhotos } from './merge-photos.ts';
import { watchPreparing } from './watch-preparing.ts';

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const photo = (minute: number, variants: Photo['variants'] = 'making') =>
  ({ id: `photo_${minute}`, variants, created_at: new Date(minute * 60_000).toISOString() }) as Photo;

/** A list on a page that is asked about as the test says; `there` is what the platform knows. */
function watched(there: Photo[]) {
  const state = { there, known: there };
  const pauses: number[] = [];
  let due: (() => void) | undefined;
  const around: Surroundings = {
    hidden: () => false,
    onChange: () => () => {},
    later(call, seconds) {
      pauses.push(seconds);
      due = call;
      return () => {
        due = undefined;
      };
    },
  };
  const ask = vi.fn(async ({ limit }: { limit: number }) => ({ items: state.there.slice(0, limit), next: null }));
  const take = (photos: Photo[]) => {
    state.known = mergePhotos(state.known, photos);
  };
  const stop = watchPreparing({ ask, known: () => state.known, take }, around);
  return {
    ...{ state, pauses, ask, stop },
    isWaiting: () => due !== undefined,
    async pass() {
      const call = due!;
      due = undefined;
      call();
      await new Promise((done) => setTimeout(done));
    },
  };
}

test('waits longer and longer for photos that do not become ready, also while others come', async () => {
  const { pass, pauses, state, ask } = watched([photo(1)]);
  expect(ask).not.toHaveBeenCalled();
  for (let minute = 2; minute < 6; minute++) {
    state.there = [photo(minute), ...state.there];
    await pass();
  }
  expect(pauses).toEqual([2, 4, 8, 15, 15]);
});

test('goes on as soon as before while one after the other becomes ready, and ends with the last', async () => {
  const { pass, pauses, state, isWaiting } = watched([photo(3), photo(2), photo(1)]);
  for (const ready of [1, 2, 3]) {
    state.there = state.there.map((one) => (one.id === `photo_${ready}` ? photo(ready, 'ready') : one));
    await pass();
  }
  expect(pauses).toEqual([2, 2, 2]);
  expect(isWaiting()).toBe(false);
  expect(state.known.map(({ variants }) => variants)).toEqual(['ready', 'ready', 'ready']);
});

test('waits longer after a failure, too', async () => {
  const { pass, pauses, ask } = watched([photo(1)]);
  ask.mockRejectedValueOnce(new Error('no network'));
  await pass();
  expect(pauses).toEqual([2, 4]);
});

test('nobody is asked once it was stopped', () => {
  const { stop, isWaiting } = watched([photo(1)]);
  stop();
  expect(isWaiting()).toBe(false);
});
