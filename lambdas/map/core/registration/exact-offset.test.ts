import { expect, it } from 'vitest';
import { cityOf } from './city.fixture.ts';
import { exactOffset } from './exact-offset.ts';
import { makeMask, prepareShot } from './prepare-shot.ts';
import { openScene } from './scene.ts';
import { minus, sharedWindows } from './windows.ts';

const SIZE: [number, number] = [640, 512];

async function sceneOf(wishes: Parameters<typeof cityOf>[0], one: string, other: string) {
  const { items, tools, files, truth } = await cityOf(wishes);
  const mask = makeMask(tools.kernel, ...SIZE, { boxes: [], animated: '' });
  const [a, b] = [one, other].map((id) => prepareShot(tools.kernel, files.get(id)!, mask)) as [never, never];
  const [first, second] = [one, other].map((id) => items.find((item) => item.id === id)!.nominal) as [never, never];
  const limits = { planned: minus(second, first), radius: 75 };
  const windows = sharedWindows(SIZE, limits.planned, limits.radius, 24)!;
  return { scene: openScene(tools.kernel, a, b, windows, limits), truth: truth(one, other) };
}

it('is where pixels are equal to the last bit, though water fits water better elsewhere', async () => {
  const { scene, truth } = await sceneOf({ case: 'row', seed: 1 }, 'r00_c09', 'r00_c10');
  const found = exactOffset(scene, [
    [485, -15],
    [465, -23],
    [470, -24],
    [truth[0] + 1, truth[1]],
  ]);
  expect(found?.at).toEqual(truth);
  expect(
    exactOffset(scene, [
      [485, -15],
      [465, -23],
      [470, -24],
    ]),
  ).toBeUndefined();
});

it('is none between px, and none without another place to hold it against', async () => {
  const { scene, truth } = await sceneOf({ case: 'fractional', seed: 1, columns: 2, rows: 1 }, 'r00_c00', 'r00_c01');
  expect(exactOffset(scene, [truth, [truth[0] + 9, truth[1]]])).toBeUndefined();
  const whole = await sceneOf({ case: 'plain', seed: 1, columns: 2, rows: 1 }, 'r00_c00', 'r00_c01');
  expect(exactOffset(whole.scene, [whole.truth])).toBeUndefined();
  expect(exactOffset(whole.scene, [whole.truth, [whole.truth[0] + 9, whole.truth[1]]])?.at).toEqual(whole.truth);
});
