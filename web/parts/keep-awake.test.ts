import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepAwake } from './keep-awake.ts';

type Lock = { released: boolean; release: () => Promise<void> };
let locks: Lock[];
let page: EventTarget & { hidden: boolean };
const request = vi.fn<() => Promise<Lock>>();
const held = () => locks.filter(({ released }) => !released).length;

beforeEach(() => {
  locks = [];
  page = Object.assign(new EventTarget(), { hidden: false });
  request.mockReset().mockImplementation(async () => {
    const lock: Lock = {
      released: false,
      async release() {
        lock.released = true;
      },
    };
    locks.push(lock);
    return lock;
  });
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', { wakeLock: { request } });
});
afterEach(() => void vi.unstubAllGlobals());

async function show(hidden: boolean) {
  page.hidden = hidden;
  // As browsers do it.
  if (hidden) for (const lock of locks) lock.released = true;
  page.dispatchEvent(new Event('visibilitychange'));
  await turn();
}

test('the machine stays awake until it is let, and again after the page was hidden', async () => {
  const letSleep = keepAwake();
  await turn();
  expect(held()).toBe(1);
  await show(true);
  await show(false);
  await show(false);
  expect([held(), locks.length]).toEqual([1, 2]);
  letSleep();
  await show(false);
  expect([held(), locks.length]).toEqual([0, 2]);
});

test('what is granted after the end is given back at once', async () => {
  const granted = Promise.withResolvers<void>();
  const grant = request.getMockImplementation()!;
  request.mockImplementation(() => granted.promise.then(grant));
  const letSleep = keepAwake();
  letSleep();
  granted.resolve();
  await turn();
  expect([held(), locks.length]).toEqual([0, 1]);
});

test('a refusal is borne, and asked about again', async () => {
  request.mockRejectedValueOnce(new Error('the battery is low'));
  keepAwake();
  await turn();
  await show(false);
  expect(held()).toBe(1);
});
