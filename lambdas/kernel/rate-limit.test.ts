import { describe, expect, it } from 'vitest';
import { type Counter, type Counts, countWithin } from './rate-limit.ts';

const LIMIT = { name: 'look', most: 3, seconds: 60 };

function inMemory(): Counts {
  const rows = new Map<string, number>();
  const keyOf = ({ who, window }: Counter) => `${who} ${window}`;
  return {
    async add(counter) {
      const count = rows.get(keyOf(counter)) ?? 0;
      if (count >= counter.limit.most) return false;
      rows.set(keyOf(counter), count + 1);
      return true;
    },
    count: async (counter) => rows.get(keyOf(counter)) ?? 0,
    async takeBack(counter) {
      rows.set(keyOf(counter), rows.get(keyOf(counter))! - 1);
    },
  };
}

function counting() {
  const counts = inMemory();
  let now = Date.UTC(2026, 0, 1, 0, 0, 10);
  return {
    counts,
    wait: (ms: number) => {
      now += ms;
    },
    ask: (who = 'ada') => countWithin(LIMIT, who, 'Too many.', { counts, clock: () => new Date(now) }),
  };
}

describe('countWithin', () => {
  it('refuses from the limit on, until the window ends, and says how long that is', async () => {
    const { ask, wait } = counting();
    for (let i = 0; i < 3; i++) await ask();
    const refused = { status: 429, code: 'too_many', retryAfter: 50, message: 'Too many. Try again in 50 s.' };
    await expect(ask()).rejects.toMatchObject(refused);
    wait(49_999);
    await expect(ask()).rejects.toMatchObject({ retryAfter: 1 });
    wait(1);
    await ask();
  });

  it('counts each for himself', async () => {
    const { ask } = counting();
    for (let i = 0; i < 3; i++) await ask();
    await ask('ben');
    await expect(ask()).rejects.toMatchObject({ status: 429 });
  });

  it('lets in again what was taken back', async () => {
    const { ask, counts } = counting();
    const counters = [await ask(), await ask(), await ask()];
    await counts.takeBack(counters[0]!);
    await ask();
    await expect(ask()).rejects.toMatchObject({ status: 429 });
  });
});
