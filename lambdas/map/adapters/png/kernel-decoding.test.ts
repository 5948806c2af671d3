import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { TesseraError } from '../../../kernel/errors.ts';
import { freshKernel } from '../kernel/built-kernel.fixture.ts';
import { randomPicture, randomPlane } from '../kernel/plain/random.fixture.ts';
import { sharpPictures } from '../sharp-pictures.ts';
import { kernelDecoding } from './kernel-decoding.ts';

const kernel = await freshKernel();
const decode = vi.fn(sharpPictures.decode);
const decoding = kernelDecoding(kernel, { decode });
beforeEach(() => void decode.mockClear());

async function expectSame(png: Uint8Array, quickly: boolean): Promise<void> {
  const expected = await sharpPictures.decode(png);
  const decoded = await decoding.decode(png);
  expect(decode).toHaveBeenCalledTimes(quickly ? 0 : 1);
  expect({ ...decoded, data: undefined }).toEqual({ ...expected, data: undefined });
  expect(Buffer.compare(decoded.data, expected.data)).toBe(0);
}

function chunk(type: string, body: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  out.set(body, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
}

type Made = { width: number; height: number; colour: number; lines: Uint8Array; more?: [string, Uint8Array][] };

/** A PNG of these filtered lines, whether or not they make sense. */
function png({ width, height, colour, lines, more = [] }: Made, parts = 1): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colour, 0, 0, 0], 8);
  const data = deflateSync(lines);
  const step = Math.ceil(data.length / parts);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...more.map(([type, body]) => chunk(type, body)),
    ...Array.from({ length: parts }, (_, i) => chunk('IDAT', data.subarray(i * step, (i + 1) * step))),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Random bytes behind filters that change from row to row, beginning with `first`. */
function filtered(width: number, height: number, bytes: number, first: number): Uint8Array {
  const { data } = randomPlane(first + 1, width * bytes + 1, height);
  for (let y = 0; y < height; y++) data[y * (width * bytes + 1)] = (first + y) % 5;
  return data;
}

const palette: [string, Uint8Array] = ['PLTE', randomPlane(9, 256, 3).data];

describe.each([
  ['grey', 0, 1],
  ['RGB', 2, 3],
  ['palette', 3, 1],
  ['grey with alpha', 4, 2],
  ['RGBA', 6, 4],
] as const)('%s', (_, colour, bytes) => {
  const more = colour === 3 ? [palette] : [];

  test.each([0, 1, 2, 3, 4])('every filter, the first row with filter %i', async (first) => {
    for (const [width, height] of [
      [1, 7],
      [3, 10],
      [16, 11],
      [37, 23],
    ] as const) {
      decode.mockClear();
      await expectSame(png({ width, height, colour, lines: filtered(width, height, bytes, first), more }, 3), true);
    }
  });
});

test.each([
  ['gAMA', Buffer.from([0, 0, 0x8f, 0xff])],
  ['sRGB', Buffer.from([0])],
  ['cHRM', Buffer.alloc(32, 1)],
  ['pHYs', Buffer.from([0, 0, 11, 19, 0, 0, 11, 19, 1])],
  ['bKGD', Buffer.from([0, 9, 0, 9, 0, 9])],
  ['tEXt', Buffer.from('Title\0A city', 'latin1')],
] as const)('%s changes no pixel', (type, body) =>
  expectSame(png({ width: 20, height: 20, colour: 2, lines: filtered(20, 20, 3, 0), more: [[type, body]] }), true),
);

test.each([
  [
    '16 bits',
    () =>
      sharp(Buffer.alloc(600, 7), { raw: { width: 10, height: 20, channels: 3 } })
        .toColourspace('rgb16')
        .png(),
  ],
  ['interlaced', () => picture().png({ progressive: true })],
  ['palette of 4 bits', () => picture().png({ palette: true, colours: 16 })],
  ['colour profile', () => picture().withIccProfile('p3').png()],
  ['JPEG', () => picture().jpeg()],
  ['WebP', () => picture().webp({ lossless: true })],
] as const)('%s goes to sharp', async (_, make) => expectSame(await make().toBuffer(), false));

function picture() {
  const { width, height, channels, data } = randomPicture(1, 50, 40);
  return sharp(data, { raw: { width, height, channels } });
}

test.each(['tRNS', 'sBIT'])('%s may mean something to sharp', (type) =>
  expectSame(
    png({
      width: 9,
      height: 9,
      colour: 2,
      lines: filtered(9, 9, 3, 1),
      more: [[type, Buffer.from([0, 5, 0, 5, 0, 5].slice(type === 'sBIT' ? 3 : 0))]],
    }),
    false,
  ),
);

describe('what sharp refuses is refused in its words', () => {
  const whole = png({ width: 40, height: 40, colour: 2, lines: filtered(40, 40, 3, 0) });
  const broken = (at: number) => {
    const copy = Buffer.from(whole);
    copy[at]! ^= 0x55;
    return copy;
  };
  const lines = filtered(40, 40, 3, 0);
  const badFilter = Uint8Array.from(lines);
  badFilter[0] = 5;
  test.each([
    ['empty', Buffer.alloc(0)],
    ['only a signature', whole.subarray(0, 8)],
    ['cut off in the header', whole.subarray(0, 20)],
    ['cut off in the data', whole.subarray(0, 2000)],
    ['cut off by its last 30 bytes', whole.subarray(0, -30)],
    ['a damaged header', broken(17)],
    ['damaged data', broken(300)],
    ['too few lines', png({ width: 40, height: 41, colour: 2, lines })],
    ['a filter that does not exist', png({ width: 40, height: 40, colour: 2, lines: badFilter })],
    ['larger than allowed', png({ width: 100_000, height: 100_000, colour: 0, lines: new Uint8Array(10) })],
  ])('%s', async (_, bytes) => {
    await expect(decoding.decode(bytes)).rejects.toThrow(TesseraError);
    await expect(decoding.decode(bytes)).rejects.toMatchObject({ code: 'unreadable', status: 422 });
  });
});

test('a picture without its end is read as sharp reads it', async () => {
  const bytes = png({ width: 40, height: 40, colour: 2, lines: filtered(40, 40, 3, 0) }).subarray(0, -12);
  const read = async (decode: typeof sharpPictures.decode) => [
    ...(await decode(bytes).catch(() => ({ data: [] }))).data,
  ];
  expect(await read(decoding.decode)).toEqual(await read(sharpPictures.decode));
});

test('indices beyond the palette are as sharp has them', async () => {
  const lines = filtered(30, 30, 1, 0);
  const more: [string, Uint8Array][] = [['PLTE', palette[1].subarray(0, 30)]];
  await expectSame(png({ width: 30, height: 30, colour: 3, lines, more }), false);
});

test('nothing is held in the end', () => expect(kernel.held()).toBe(0));
