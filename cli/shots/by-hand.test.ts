import { expect, test, vi } from 'vitest';
import type { Context } from '../command.ts';
import { tellByHand } from './by-hand.ts';

async function told(answer: () => unknown): Promise<string[]> {
  const note = vi.fn();
  const listShots = vi.fn(async (_map: string, _build: string) => answer());
  await tellByHand({ map: 'city-abc123', build: 'B' }, { api: { listShots }, output: { note } } as unknown as Context);
  expect(listShots.mock.calls).toEqual([['city-abc123', 'B']]);
  return note.mock.calls.map(([line]) => line);
}
const shots = (...reasons: string[]) => ({ shots: reasons.map((reason) => ({ reason })) });

test('how many are not taken over, and how they come back', async () => {
  expect(await told(() => shots('matched', 'by_hand', 'flat'))).toEqual([
    expect.stringMatching(/^1 shot that was put by hand is not taken over\..* tessera map rollback city-abc123@B$/),
  ]);
  expect(await told(() => shots('by_hand', 'by_hand'))).toEqual([
    expect.stringMatching(/^2 shots that were put by hand are not taken over\./),
  ]);
});

test('not a word where there is none, and where nobody knows', async () => {
  expect(await told(() => shots('matched', 'given'))).toEqual([]);
  expect(
    await told(() => {
      throw new Error('no answer');
    }),
  ).toEqual([]);
});
