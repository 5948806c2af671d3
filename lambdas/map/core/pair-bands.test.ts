import { expect, it } from 'vitest';
import { pairsKey } from '../keys.ts';
import { memoryObjects } from '../ports/memory-objects.ts';
import type { BuildPair } from '../workflow.ts';
import { pairsOfShot, writePairs } from './pair-bands.ts';

it('finds every pair of a shot in one file, which does not grow with the build', async () => {
  const work = memoryObjects();
  const ids = Array.from({ length: 2000 }, (_, index) => `s${index}`);
  const columns = 50;
  const pairs = ids.flatMap((a, index) =>
    [1, columns].flatMap((step) => {
      const b = ids[index + step];
      return b ? [{ a, b, side: step === 1 ? 'right' : 'below' } as BuildPair] : [];
    }),
  );
  await writePairs('B', ids, pairs, work);
  for (const index of [0, 149, 150, 199, 200, 1234, 1999]) {
    const id = ids[index]!;
    expect(await pairsOfShot('B', { id, index }, work)).toEqual(pairs.filter(({ a, b }) => a === id || b === id));
  }
  expect(work.objects.size).toBe(10);
  for (const { body } of work.objects.values()) expect(body.length).toBeLessThan(JSON.stringify(pairs).length / 6);
  expect(await pairsOfShot('none', { id: 's1', index: 1 }, work)).toEqual([]);
});

it('says which file is damaged; the other shots have theirs, and solving again writes it anew', async () => {
  const work = memoryObjects();
  const ids = Array.from({ length: 400 }, (_, index) => `s${index}`);
  const pairs = ids.slice(1).map((b, index) => ({ a: ids[index]!, b, side: 'right' }) as BuildPair);
  await writePairs('B', ids, pairs, work);
  await work.put(pairsKey('B', 0), '[{"a": "s0", "b', { contentType: 'application/json' });
  const damaged = { code: 'damaged_file', message: expect.stringContaining(pairsKey('B', 0)) };
  await expect(pairsOfShot('B', { id: 's3', index: 3 }, work)).rejects.toMatchObject(damaged);
  expect(await pairsOfShot('B', { id: 's303', index: 303 }, work)).toHaveLength(2);
  await writePairs('B', ids, pairs, work);
  expect(await pairsOfShot('B', { id: 's3', index: 3 }, work)).toHaveLength(2);
});
