import { beforeEach, describe, expect, it, vi } from 'vitest';

let { giveBack, release, takeBytes } = await import('./bytes.ts');
// What is kept is kept for the whole process: each test begins with nothing.
beforeEach(async () => {
  vi.resetModules();
  ({ giveBack, release, takeBytes } = await import('./bytes.ts'));
});

describe('takeBytes', () => {
  it('answers memory of that size that was given back, and no other', () => {
    const first = takeBytes(1001);
    first.fill(7);
    giveBack(first);
    expect(takeBytes(1002)[0]).toBe(0);
    const again = takeBytes(1001);
    expect(again).toEqual(new Uint8Array(1001).fill(7));
    expect(takeBytes(1001)[0], 'what is in use is not lent twice').toBe(0);
  });
});

describe('giveBack', () => {
  it('empties the array, so that nobody writes into what another has taken', () => {
    const bytes = takeBytes(1003);
    giveBack(bytes);
    expect(bytes.length).toBe(0);
    giveBack(bytes);
    takeBytes(1003).fill(1);
    expect(takeBytes(1003)[0], 'given back twice, lent once').toBe(0);
  });

  it('keeps a limited amount', () => {
    const large = Array.from({ length: 3 }, () => takeBytes(8e6).fill(9));
    for (const bytes of large) giveBack(bytes);
    expect(large.map((bytes) => bytes.length)).toEqual([0, 0, 0]);
    expect([0, 1, 2].map(() => takeBytes(8e6)[0])).toEqual([9, 9, 0]);
  });
});

it('release empties the array', () => {
  const bytes = new Uint8Array(8);
  release(bytes);
  expect(bytes.length).toBe(0);
});
