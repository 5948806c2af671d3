import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { readPositions } from '../../client/positions.ts';
import { sharpPictures } from '../../lambdas/map/adapters/sharp-pictures.ts';
import { encodeShot } from './encode-shot.ts';
import { makeCity } from './make-city.ts';
import { writeCity } from './write-city.ts';

const [shot] = makeCity({ case: 'plain', shot: [160, 128], columns: 2, rows: 1 }).shots;

it.each([
  ['png', 'png', { depth: 'uchar', isProgressive: false }],
  ['palette', 'png', { depth: 'uchar', isPalette: true }],
  ['16-bit', 'png', { depth: 'ushort' }],
  ['interlaced', 'png', { isProgressive: true }],
  ['jpeg', 'jpeg', {}],
  ['webp', 'webp', {}],
] as const)('writes a %s that reads as nearly the same picture', async (kind, format, more) => {
  const bytes = await encodeShot(shot!.pixels, kind);
  expect(await sharp(bytes).metadata()).toMatchObject({ format, ...more });
  const { data } = await sharpPictures.decode(bytes);
  const off = data.reduce((sum, value, at) => sum + Math.abs(value - shot!.pixels.data[at]!), 0) / data.length;
  expect(off).toBeLessThan(kind === 'png' || kind === '16-bit' || kind === 'interlaced' ? 0.001 : 12);
});

it('leaves a folder whose list a map can be made from', async () => {
  const out = await mkdtemp(join(tmpdir(), 'tessera-city-'));
  try {
    await writeCity('jpeg', 1, out);
    const text = await readFile(join(out, 'dataset.json'), 'utf8');
    expect(readPositions(text)).toHaveLength(12);
    expect(await sharpPictures.measure(await readFile(join(out, 'r02_c03.jpg')))).toEqual({
      width: 1280,
      height: 1024,
    });
    expect(JSON.parse(text).captures[5].true).not.toEqual(JSON.parse(text).captures[5].nominal);
  } finally {
    await rm(out, { recursive: true });
  }
});
