/** What stands in a generated city: ground of 64 x 32 px diamonds, as isometric games have it, and things on it. */
import { seeded } from '../../local/seeded.ts';
import { type Colour, emptySprite, type Point, paintRow, paintShape, type Sprite } from './sprite.ts';

export const TILE = { width: 64, height: 32 };
/** Frames of the water's cycle. */
export const FRAMES = 4;

export type Sprites = ReturnType<typeof drawSprites>;

/** The same for a seed; some milliseconds. @param shades values that a sample may have */
export function drawSprites(seed: number, shades = 256) {
  const all = drawAll(seed);
  const step = 256 / shades;
  const every = [...all.lawn, all.field, ...Object.values(all.roads), ...all.water, ...all.houses, ...all.towers];
  for (const { data } of [...every, ...all.trees, ...all.cars]) {
    for (let at = 0; at < data.length; at++) data[at] = Math.floor(data[at]! / step) * step;
  }
  return all;
}

function drawAll(seed: number) {
  const chance = seeded(seed);
  const between = (least: number, most: number) => Math.floor(least + chance() * (most - least));
  return {
    lawn: [0, 1, 2, 3].map(() => ground([76, 152, 88], 6, chance)),
    field: ground([190, 160, 70], 4, chance, (_, y) => (y % 4 === 0 ? 0.8 : 1)),
    roads: { alongI: road(chance, 'i'), alongJ: road(chance, 'j'), crossing: road(chance, null) },
    water: Array.from({ length: FRAMES }, (_, frame) => water(frame / FRAMES, 0)),
    /** The house that a suburb repeats, and others. */
    houses: Array.from({ length: 8 }, () => building(chance, between(14, 26), 1)),
    towers: [
      ...Array.from({ length: 24 }, () => building(chance, between(30, 110), 1)),
      ...Array.from({ length: 12 }, () => building(chance, between(40, 150), 2)),
    ],
    trees: [0, 1, 2, 3].map(() => tree(chance)),
    cars: [0, 1, 2, 3].map(() => car([between(20, 250), between(20, 250), between(20, 250)])),
  };
}

/** Two half-rows of diamonds fill the plane without a gap: row y is 4y + 4 px wide, row 16 + y is 60 - 4y. */
function diamond(colourAt: (x: number, y: number) => Colour): Sprite {
  const sprite = emptySprite(TILE.width, TILE.height);
  for (let y = 0; y < TILE.height; y++) {
    const half = y < 16 ? 2 * y + 2 : 62 - 2 * y;
    paintRow(sprite, y, 32 - half, 32 + half, (x) => colourAt(x, y));
  }
  return sprite;
}

const shaded = ([red, green, blue]: Colour, factor: number, grain = 0): Colour => [
  red * factor + grain,
  green * factor + grain,
  blue * factor + grain,
];

function ground(base: Colour, grain: number, chance: () => number, shade = (_x: number, _y: number) => 1): Sprite {
  return diamond((x, y) => shaded(base, shade(x, y), (chance() + chance() - 1) * 2 * grain));
}

function road(chance: () => number, along: 'i' | 'j' | null): Sprite {
  return diamond((x, y) => {
    const i = (x - 32) / 64 + (y - 16) / 32;
    const j = (y - 16) / 32 - (x - 32) / 64;
    const [across, length] = along === 'i' ? [j, i] : [i, j];
    const isLine = along !== null && Math.abs(across) < 0.05 && Math.sin(length * 40) > 0;
    return isLine ? [225, 225, 225] : shaded([105, 108, 110], 1, (chance() - 0.5) * 8);
  });
}

/** Repeats every (32, 16) px, as OpenTTD's does. @param phase of its colours, 0..1 @param moved px along x */
export function water(phase: number, moved: number): Sprite {
  return diamond((x, y) => {
    const i = (x - moved) / 64 + y / 32;
    const j = y / 32 - (x - moved) / 64;
    const wave = Math.sin(2 * Math.PI * (2 * i + phase)) * 14 + Math.sin(2 * Math.PI * (2 * j - phase)) * 9;
    return [50 + wave, 112 + wave, 185 + wave];
  });
}

/** A block of flats: two walls with windows, and a roof. @param side in tiles */
function building(chance: () => number, height: number, side: number): Sprite {
  const [width, depth] = [TILE.width * side, TILE.height * side];
  const sprite = emptySprite(width, depth + height);
  const any = (): Colour => [60 + chance() * 170, 60 + chance() * 170, 60 + chance() * 170];
  const [wall, roof, margin] = [any(), any(), 5 * side];
  const grain =
    (colour: Colour, factor = 1) =>
    () =>
      shaded(colour, factor, (chance() - 0.5) * 8);
  const [left, right, back, front]: Point[] = [
    [margin, depth / 2],
    [width - margin, depth / 2],
    [width / 2, margin / 2],
    [width / 2, depth - margin / 2],
  ] as const satisfies Point[];
  const down = ([x, y]: Point): Point => [x, y + height];
  paintShape(sprite, [left!, front!, down(front!), down(left!)], grain(wall));
  paintShape(sprite, [front!, right!, down(right!), down(front!)], grain(wall, 0.75));
  paintShape(sprite, [back!, right!, front!, left!], grain(roof));
  const columns = 2 * side;
  for (let floor = 0; floor * 12 + 12 < height; floor++) {
    for (let column = 0; column < columns; column++) {
      const across = ((front![0] - left![0] - 8) * (column + 0.3)) / columns;
      const y = left![1] + 6 + floor * 12 + across * 0.5;
      window(sprite, left![0] + 4 + across, y, any());
      window(sprite, right![0] - 8 - across, y, any());
    }
  }
  return sprite;
}

function window(sprite: Sprite, x: number, y: number, colour: Colour): void {
  for (let row = 0; row < 5; row++)
    paintRow(sprite, Math.round(y) + row, Math.round(x), Math.round(x) + 4, () => colour);
}

function tree(chance: () => number): Sprite {
  const sprite = emptySprite(28, 40);
  const leaf: Colour = [30, 90 + chance() * 50, 40 + chance() * 30];
  for (let y = 1; y < 31; y++) {
    const half = Math.round(12 * Math.sqrt(1 - ((y - 16) / 15) ** 2));
    paintRow(sprite, y, 14 - half, 14 + half + 1, () => shaded(leaf, 1, (chance() - 0.5) * 30));
  }
  for (let y = 31; y < 40; y++) paintRow(sprite, y, 12, 16, () => [90, 60, 40]);
  return sprite;
}

function car(colour: Colour): Sprite {
  const sprite = emptySprite(12, 7);
  for (let y = 0; y < 7; y++) paintRow(sprite, y, 0, 12, () => (y === 2 ? [30, 30, 40] : colour));
  return sprite;
}
