import { describe, expect, it } from 'vitest';
import { TILE_SIZE } from '../../../../lib/limits.ts';
import {
  type Canvas,
  type CutTile,
  createCanvas,
  cutTile,
  isOneColour,
  paintRun,
  pasteQuarter,
  pasteTile,
} from './canvas.ts';

const shotOf = (width: number, height: number, data: number[]) =>
  ({ width, height, channels: 3, data: Uint8Array.from(data) }) as const;

describe('paintRun', () => {
  it('copies the part of the row that lies under the run', () => {
    const canvas = createCanvas(4, 2, 'part');
    const shot = shotOf(3, 2, [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6]);
    paintRun(canvas, 1, 2, 4, shot, 1, 0);
    expect([...canvas.rgb]).toEqual([...new Array(18).fill(0), 5, 5, 5, 6, 6, 6]);
    expect([...canvas.cover!]).toEqual([0, 0, 0, 0, 0, 0, 255, 255]);
  });
});

describe('cutTile', () => {
  it('tells empty, blank and pictures apart', () => {
    const canvas = createCanvas(2 * TILE_SIZE, TILE_SIZE, 'part');
    expect(cutTile(canvas, 1, 0)).toEqual({ kind: 'empty' });
    pasteTile(canvas, { kind: 'blank', colour: '#0a80ffff' }, 1, 0);
    expect(cutTile(canvas, 1, 0)).toEqual({ kind: 'blank', colour: '#0a80ffff' });
    canvas.rgb[canvas.rgb.length - 1] = 0;
    expect(cutTile(canvas, 1, 0)).toMatchObject({ kind: 'picture', pixels: { channels: 3 } });
    expect(cutTile(canvas, 0, 0)).toEqual({ kind: 'empty' });
  });

  it.each(['part', 'full'] as const)('is transparent beyond a canvas that ends inside the tile (%s)', (coverage) => {
    const canvas = createCanvas(4, 2, coverage);
    canvas.rgb.fill(9);
    canvas.cover?.fill(255);
    const tile = cutTile(canvas, 0, 0);
    if (tile.kind !== 'picture') throw new Error(`expected a picture, found ${tile.kind}`);
    const words = new Uint32Array(tile.pixels.data.buffer);
    const shown = [...words.entries()].filter(([, word]) => word !== 0);
    expect(shown).toEqual([0, 1, 2, 3, 512, 513, 514, 515].map((place) => [place, 0xff090909]));
  });

  it('keeps a one-coloured tile at the edge of the world, with its transparency', () => {
    const canvas = createCanvas(TILE_SIZE, TILE_SIZE, 'part');
    pasteTile(canvas, { kind: 'blank', colour: '#010203ff' }, 0, 0);
    canvas.cover![5] = 0;
    const tile = cutTile(canvas, 0, 0);
    if (tile.kind !== 'picture') throw new Error(`expected a picture, found ${tile.kind}`);
    expect(tile.pixels.channels).toBe(4);
    expect([...tile.pixels.data.subarray(16, 24)]).toEqual([1, 2, 3, 255, 1, 2, 3, 0]);
    const again = createCanvas(TILE_SIZE, TILE_SIZE, 'part');
    pasteTile(again, tile, 0, 0);
    expect(cutTile(again, 0, 0)).toEqual(tile);
  });
});

describe('pasteQuarter', () => {
  const noise = (channels: 3 | 4): CutTile => {
    const data = Uint8Array.from({ length: TILE_SIZE * TILE_SIZE * channels }, (_, i) => (7 * i) % 251);
    return { kind: 'picture', pixels: { width: TILE_SIZE, height: TILE_SIZE, channels, data } };
  };

  it.each([
    ['a picture', noise(3)],
    ['a picture that ends', noise(4)],
    ['one colour', { kind: 'blank', colour: '#0a80ffff' }],
    ['nothing', { kind: 'empty' }],
  ] as [string, CutTile][])('puts the four quarters of %s together as the whole', (_, tile) => {
    const [whole, quarters] = [0, 1].map(() => createCanvas(TILE_SIZE, TILE_SIZE, 'part')) as [Canvas, Canvas];
    pasteTile(whole, tile, 0, 0);
    quarters.rgb.fill(77);
    quarters.cover!.fill(255);
    for (const quarter of [3, 0, 2, 1]) pasteQuarter(quarters, tile, quarter);
    expect(Buffer.compare(quarters.rgb, whole.rgb)).toBe(0);
    expect(Buffer.compare(quarters.cover!, whole.cover!)).toBe(0);
  });

  it('leaves out what lies beyond a canvas that ends inside the tile', () => {
    const canvas = createCanvas(260, 4, 'part');
    pasteQuarter(canvas, { kind: 'blank', colour: '#010203ff' }, 1);
    pasteQuarter(canvas, { kind: 'blank', colour: '#010203ff' }, 2);
    expect([...canvas.cover!.keys()].filter((at) => canvas.cover![at] === 255).map((at) => at % 260)).toEqual(
      [0, 1, 2, 3].flatMap(() => [256, 257, 258, 259]),
    );
  });
});

it('isOneColour looks at every pixel', () => {
  const pixels = new Uint8Array(300).fill(7);
  expect(isOneColour(pixels)).toBe(true);
  for (const place of [0, 2, 150, 299]) expect(isOneColour(pixels.with(place, 8)), `byte ${place}`).toBe(false);
});
