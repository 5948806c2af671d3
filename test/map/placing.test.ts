/** Real captures find their places by their plan and their pictures alone, whatever order and whatever batches they come in. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generatedSet, type KnownSet, readDataset } from '../../bench/placing/dataset.ts';
import { estimate, type Way } from '../../bench/placing/estimate.ts';
import { countShots, judgeShots } from '../../bench/placing/judge.ts';
import { choosing } from '../../local/seeded.ts';

const ROOT = join(import.meta.dirname, '../..');

async function placed(set: KnownSet, way?: Way) {
  const { placement } = await estimate(set, way);
  return judgeShots(placement.shots, set.shots);
}

it('places every capture of the paused city, and says of pure water that it does not know', async () => {
  const shots = await placed(await readDataset(join(ROOT, 'examples/openttd/dataset.json')));
  expect(shots.filter(({ solvable, right }) => solvable && !right)).toEqual([]);
  expect(shots.filter(({ solvable, confidence }) => solvable && confidence < 0.5)).toEqual([]);
  expect(shots.filter(({ solvable }) => !solvable).map(({ id, confidence }) => [id, confidence < 0.5])).toEqual([
    ['r00_c05.webp', true],
  ]);
});

it('places the captures of a running game, with its interface, traffic and moving water', async () => {
  const shots = await placed(await readDataset(join(ROOT, 'test/data/openttd-hard/dataset.json')));
  expect(countShots(shots)).toMatchObject({ shots: 20, solvable: 19, 'wrong at >= 0.5': 0 });
  expect(shots.filter(({ solvable, right }) => solvable && !right)).toEqual([]);
});

it('says of rows that the plan tears apart that nothing ties them, not that there is nothing to compare', async () => {
  const set = await readDataset(join(ROOT, 'test/data/openttd-hard/dataset.json'));
  const shots = set.shots.map((shot) => ({ ...shot, nominal: [1024 * shot.col, 1024 * shot.row] as [number, number] }));
  const { placement } = await estimate({ ...set, shots });
  const held = placement.shots.filter(({ residual }) => residual !== null);
  expect(held.filter(({ reason, confidence }) => confidence < 0.5 && !['apart', 'different'].includes(reason))).toEqual(
    [],
  );
  expect(held.filter(({ reason }) => reason === 'apart').length).toBeGreaterThan(4);
});

it('comes to the same pairs and places in batches of 1, 8 and 64, and in any order of arrival', async () => {
  const set = await generatedSet('all-at-once', 3, [320, 256]);
  const { below } = choosing(5);
  const shuffled = <Item>(items: Item[]) => {
    const left = [...items];
    return items.map(() => left.splice(below(left.length), 1)[0]!);
  };
  const first = await estimate(set);
  for (const way of [{ batch: 1 }, { batch: 8 }, { batch: 64 }, { batch: 8, order: shuffled }] satisfies Way[]) {
    const arrived = { ...set, shots: shuffled(set.shots) };
    const again = await estimate(arrived, way);
    expect(JSON.stringify(again.placement)).toBe(JSON.stringify(first.placement));
    expect(linesOf(again.pairs)).toEqual(linesOf(first.pairs));
  }
});

const linesOf = (pairs: object[]) => pairs.map((pair) => JSON.stringify(pair)).toSorted();
