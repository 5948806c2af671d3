import { expect, test } from 'vitest';
import { middleOf, tileAt, worldOf } from './plane.ts';

test('a world of 512 x 512 tiles is as large as the picture that the game draws of it', () => {
  // `screenshot giant` of OpenTTD 13.0, save examples/openttd/city.sav.
  expect(worldOf([512, 512])).toEqual({ tiles: [512, 512], width: 32_641, height: 16_471 });
});

test('the middle of a view is where the game put it', () => {
  // The first two captures of examples/openttd, whose grounds are 24 and 11 px high: tiles (195, 144) and (180, 160).
  const corner = { x: 14_016, y: 5022 };
  const world = worldOf([512, 512]);
  const [first, second] = [middleOf(world, [195, 144]), middleOf(world, [180, 160])];
  expect([first[0] - corner.x - 640, second[0] - corner.x - 640]).toEqual([32, 1024]);
  expect(first[1] - corner.y - 512).toBeGreaterThanOrEqual(0);
  expect(second[1] - corner.y - 512).toBeGreaterThanOrEqual(13);
});

test.each([[[512, 512]], [[64, 256]], [[1024, 128]]] as [[number, number]][])(
  'the nearest tile of a place is the one whose middle it is (%j)',
  (sides) => {
    const world = worldOf(sides);
    for (let x = 1; x <= sides[0] - 2; x += 13) {
      for (let y = 1; y <= sides[1] - 2; y += 17) {
        const [px, py] = middleOf(world, [x, y]);
        expect(tileAt(world, [px, py])).toEqual([x, y]);
        expect(tileAt(world, [px + 14, py - 7])).toEqual([x, y]);
      }
    }
  },
);

test('a place outside belongs to a tile on the rim, never to the void beyond', () => {
  const world = worldOf([64, 128]);
  expect(tileAt(world, [0, 0])[0]).toBeGreaterThanOrEqual(1);
  expect(tileAt(world, [-5000, 900])).toEqual([62, 1]);
  expect(tileAt(world, [world.width + 5000, 2500])).toEqual([1, 126]);
});
