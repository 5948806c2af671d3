import { describe, expect, it } from 'vitest';
import { sharpPictures } from '../../adapters/sharp-pictures.ts';
import { topReportKey } from '../../keys.ts';
import type { PictureCodec } from '../../ports/pictures.ts';
import type { BlockReport, TileBatch } from '../../workflow.ts';
import { planBlocks } from './blocks.ts';
import { createCanvas, pasteTile } from './canvas.ts';
import { halve } from './halve.ts';
import { countTiles, tileName, tilesOfLevels } from './pyramid.ts';
import { tileBatch } from './tile-batch.ts';
import { makeTop } from './top.ts';
import { job, landscape, worldOf } from './world.fixture.ts';

type World = Awaited<ReturnType<typeof worldOf>>;

/** Neighbours that overlap by different amounts, and reach over the first block (2,048 px) and the second. */
const SHOTS = [
  { id: 'a', x: 0, y: 0, width: 1280, height: 700 },
  { id: 'b', x: 1015, y: 13, width: 1280, height: 700 },
  { id: 'c', x: 1990, y: 5, width: 1280, height: 700 },
  { id: 'd', x: 3001, y: 20, width: 1280, height: 700 },
];

const run = ({ blocks, settings, ports }: World, items = blocks) =>
  tileBatch({ ...job, stage: 'tile', settings, items } satisfies TileBatch, ports);

const reportsOf = ({ ports }: World): BlockReport[] =>
  [...ports.work.objects]
    .filter(([key]) => key.startsWith('builds/b/tiles/'))
    .map(([, { body }]) => JSON.parse(Buffer.from(body).toString()));

describe('tileBatch and makeTop', () => {
  it('make every tile of the pyramid once, and count them', async () => {
    const world = await worldOf(SHOTS);
    const result = await run(world);
    const top = await makeTop({ ...job, settings: world.settings }, world.ports);
    const made = reportsOf(world).flatMap(({ stored, blank, empty }) => [...stored, ...Object.keys(blank), ...empty]);
    const plan = [...tilesOfLevels(world.settings, world.settings.max_zoom, 0)].map(tileName);
    expect(made.toSorted()).toEqual(plan.toSorted());
    expect(result.completed + top.completed).toBe(countTiles(world.settings));
    expect(result.tiles_created + top.tiles_created).toBe(world.ports.tiles.objects.size);
    expect(result).toMatchObject({ batch: '0_0', stage: 'tile', failed: 0 });
  });

  it('show the world without a seam, opaque inside and transparent outside', async () => {
    const world = await worldOf(SHOTS);
    await run(world);
    // Lies under b and c; b begins at y = 13, so its first rows are transparent. Inside, overlaps must not show.
    const inner = await world.tile('4/3/0');
    expect(inner.channels).toBe(4);
    const expected = landscape({ x: 1536, y: 0, width: 512, height: 512 });
    for (let i = 0; i < 512 * 512; i++) {
      if (inner.data[4 * i + 3] === 0) continue;
      if ([0, 1, 2].some((c) => inner.data[4 * i + c] !== expected.data[3 * i + c]))
        throw new Error(`pixel ${i} differs`);
    }
    const edge = await world.tile('4/8/1');
    expect(edge.data[3]).toBe(255);
    expect(edge.data.at(-1)).toBe(0);
  });

  it('show neither toolbars nor a shot that lies wrong where another one shows the place', async () => {
    const world = await worldOf(SHOTS);
    const { pictures, work } = world.ports;
    const boxes: [number, number, number, number][] = [
      [0, 0, 1280, 30],
      [1200, 600, 80, 100],
    ];
    for (const { id, ...place } of [...SHOTS, { id: 'wrong', x: 1500, y: 60, width: 1280, height: 640 }]) {
      const picture = landscape(id === 'wrong' ? { ...place, x: 90_000 } : place);
      for (const [left, top, width, height] of boxes) {
        for (let y = top; y < Math.min(top + height, place.height); y++) {
          picture.data.fill(255, 3 * (y * place.width + left), 3 * (y * place.width + left + width));
        }
      }
      await work.put(id, await pictures.encodeLossless(picture), { contentType: 'image/png' });
    }
    const planned = [...SHOTS, { id: 'wrong', x: 1500, y: 60, width: 1280, height: 640 }].map(
      ({ id, x, y, width, height }, col) => ({
        ...{ id, key: id, sha256: id, row: 0, col, position: [x, y] as [number, number], width, height },
        ...(id === 'wrong'
          ? { confidence: 0.1, reason: 'different' as const }
          : { confidence: 1, reason: 'matched' as const }),
      }),
    );
    const { blocks, requiredByTiles } = planBlocks({ ...world.settings, shots: planned, boxes }, world.settings);
    expect(requiredByTiles.get('wrong')).toBe(0);
    await run({ ...world, blocks });
    // Columns 1536 to 2047 lie under b (from row 13) and, from 1990 on, under c (from row 5).
    const tile = await world.tile('4/3/0');
    const expected = landscape({ x: 1536, y: 0, width: 512, height: 512 });
    const white = (i: number) => [0, 1, 2].every((c) => tile.data[4 * i + c] === 255);
    for (let i = 0; i < 512 * 512; i++) {
      const [x, y] = [1536 + (i % 512), i >> 9];
      const [toolbarOfB, toolbarOfC] = [y >= 13 && y < 43, x >= 1990 && y >= 5 && y < 35];
      const bare = (y >= 43 && x < 2215) || (x >= 1990 && y >= 35);
      if (bare && [0, 1, 2].some((c) => tile.data[4 * i + c] !== expected.data[3 * i + c]))
        throw new Error(`(${x}, ${y}) differs`);
      if (!bare && (toolbarOfB || toolbarOfC) && !white(i)) throw new Error(`(${x}, ${y}) is no toolbar`);
    }
  });

  it('make the same tiles whatever the batches', async () => {
    const together = await worldOf(SHOTS);
    await run(together);
    const apart = await worldOf(SHOTS);
    for (const block of apart.blocks) await run(apart, [block]);
    expect(apart.ports.tiles.objects).toEqual(together.ports.tiles.objects);
  });

  it('decode a shot once for all blocks of the batch', async () => {
    const world = await worldOf(SHOTS);
    let decodes = 0;
    const { decode } = world.ports.pictures;
    const pictures: PictureCodec = {
      ...world.ports.pictures,
      decode: (bytes, rows) => {
        decodes++;
        return decode(bytes, rows);
      },
    };
    await run({ ...world, ports: { ...world.ports, pictures } });
    expect(decodes).toBe(SHOTS.length);
  });

  it('fail only the blocks that show a missing or broken shot', async () => {
    const world = await worldOf(SHOTS);
    world.ports.work.objects.delete('a');
    await world.ports.work.put('d', Buffer.from('no picture'), { contentType: 'image/png' });
    const { outcomes, completed, failed } = await run(world);
    expect(outcomes.map((outcome) => ('code' in outcome ? [outcome.item, outcome.code] : outcome.item))).toEqual([
      ['0_0', 'missing'],
      ['1_0', 'unreadable'],
      ['2_0', 'unreadable'],
    ]);
    expect([completed, failed]).toEqual([0, 8 + 2 + 1 + 8 + 2 + 1 + 2 + 1 + 1]);
  });

  it('record one colour as blank and a hole as empty, and build on both', async () => {
    const world = await worldOf([
      { id: 'a', x: 0, y: 0, width: 512, height: 512 },
      { id: 'b', x: 2048, y: 0, width: 512, height: 512 },
    ]);
    const white = { width: 512, height: 512, channels: 3, data: new Uint8Array(512 * 512 * 3).fill(255) } as const;
    await world.ports.work.put('b', await world.ports.pictures.encodeLossless(white), { contentType: 'image/png' });
    await run(world);
    await makeTop({ ...job, settings: world.settings }, world.ports);
    const [first, second] = reportsOf(world);
    expect(first).toMatchObject({
      block: '0_0',
      empty: ['2/1/0', '3/1/0', '3/2/0', '3/3/0'],
      top: 'builds/b/tops/0_0.png',
    });
    expect(second?.blank).toEqual({ '3/4/0': '#ffffffff' });
    // Zoom 0 is an eighth: the second shot's white begins at 2048 / 8 and is 64 px wide.
    const { data } = await world.tile('0/0/0');
    expect([...data.subarray(4 * 256, 4 * 256 + 4)]).toEqual([255, 255, 255, 255]);
    expect(data[4 * 255 + 3]).toBe(0);
  });

  it('send the headers that browsers and CloudFront cache by', async () => {
    const world = await worldOf(SHOTS.slice(0, 1), { format: 'webp' });
    await run(world);
    expect(world.ports.tiles.objects.get('tiles/m/b/2/0/0.webp')?.headers).toEqual({
      contentType: 'image/webp',
      cacheControl: 'public, max-age=2592000, immutable',
    });
  });

  it('end with the first tile that cannot be stored, wherever it lies', async () => {
    const world = await worldOf(SHOTS);
    await run(world);
    const { put } = world.ports.tiles;
    for (const refused of ['0/0/0', '1/0/0', '1/1/0']) {
      world.ports.tiles.put = async (key, ...about) => {
        if (key.includes(`/${refused}.`)) throw new Error(`${refused} is refused`);
        return put(key, ...about);
      };
      await expect(makeTop({ ...job, settings: world.settings }, world.ports)).rejects.toThrow(`${refused} is refused`);
      expect(world.ports.work.objects.has(topReportKey('b'))).toBe(false);
    }
  });

  it('say which block the top lacks', async () => {
    const world = await worldOf(SHOTS);
    await expect(makeTop({ ...job, settings: world.settings }, world.ports)).rejects.toThrow('Block 0_0');
  });
});

it('levels from block tops equal the levels of the whole world', async () => {
  const world = await worldOf(SHOTS);
  await run(world);
  await makeTop({ ...job, settings: world.settings }, world.ports);
  // 16 x 2 tiles hold the world; four times halved that is the upper 64 rows of zoom 0.
  let canvas = createCanvas(16 * 512, 2 * 512, 'part');
  for (const [key, { body }] of world.ports.tiles.objects) {
    const [, x, y] = /\/4\/(\d+)\/(\d+)\.png$/.exec(key) ?? [];
    if (!x) continue;
    pasteTile(canvas, { kind: 'picture', pixels: await sharpPictures.decodeWithAlpha(body) }, Number(x), Number(y));
  }
  for (let level = 0; level < 4; level++) canvas = halve(canvas);
  const { data } = await world.tile('0/0/0');
  const rgba = Array.from(canvas.cover!, (cover, i) => [...canvas.rgb.subarray(3 * i, 3 * i + 3), cover]).flat();
  expect(Buffer.compare(data.subarray(0, rgba.length), Buffer.from(rgba))).toBe(0);
  expect(data.subarray(rgba.length).every((value) => value === 0)).toBe(true);
});
