import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sharpPictures } from '../../adapters/sharp-pictures.ts';
import { memoryObjects } from '../../ports/memory-objects.ts';
import type { Area } from '../../workflow.ts';
import { cellsOf } from '../cells.ts';
import { job, landscape } from '../tiling/world.fixture.ts';
import { captureBatch } from './capture-batch.ts';
import { uploadedShots } from './uploaded.ts';

const SIZE = { width: 64, height: 48 };
const pixels = landscape({ x: 0, y: 0, ...SIZE });
const picture = await sharpPictures.encodeLossless(pixels);
const smaller = await sharpPictures.encodeLossless(landscape({ x: 0, y: 0, width: 63, height: 48 }));
const grey = { ...SIZE, channels: 3, data: new Uint8Array(64 * 48 * 3).fill(90) } as const;
const uniform = await sharpPictures.encodeLossless(grey);

function areaOf(id: string, bytes: Uint8Array): Area {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const shot = { id: `shot_${id}`, key: `screenshots/m/shot_${id}`, sha256, bytes: bytes.length };
  return { id, name: `${id}.png`, row: 0, col: 0, nominal: [0, 0], shot, size: SIZE };
}

/** Captures one area whose shot was announced as `announced` and stored as `stored`. */
async function capture(announced: Uint8Array, stored: Uint8Array | undefined) {
  const work = memoryObjects();
  const good = areaOf('good', picture);
  const area = areaOf('tried', announced);
  await work.put(good.shot.key, picture, { contentType: 'image/png' });
  if (stored) await work.put(area.shot.key, stored, { contentType: 'image/png' });
  const ports = { driver: uploadedShots(work), pictures: sharpPictures, work };
  return captureBatch({ ...job, stage: 'capture', items: [area, good] }, ports);
}

describe('captureBatch with uploaded shots', () => {
  it('answers the size of a sound capture, and what tells its parts from others', async () => {
    expect(await capture(picture, picture)).toEqual({
      batch: 'tried',
      stage: 'capture',
      completed: 2,
      failed: 0,
      tiles_created: 0,
      tiles_copied: 0,
      outcomes: [
        { item: 'tried', ok: true, ...SIZE, cells: cellsOf(pixels) },
        { item: 'good', ok: true, ...SIZE, cells: cellsOf(pixels) },
      ],
    });
  });

  const half = picture.subarray(0, picture.length / 2);
  const flipped = Uint8Array.from(picture, (byte, i) => (i === 100 ? byte ^ 1 : byte));
  it.each([
    ['missing', 'is not in the bucket', picture, undefined],
    ['wrong_checksum', `has ${half.length} bytes, ${picture.length} were announced`, picture, half],
    ['wrong_checksum', 'another SHA-256', picture, flipped],
    ['unreadable', 'cannot be read', half, half],
    ['wrong_size', 'is 63 x 48 px, the captures of this job are 64 x 48', smaller, smaller],
    ['one_colour', 'the same colour', uniform, uniform],
  ])('names a shot that is %s (%s), and goes on', async (code, words, announced, stored) => {
    const { outcomes, completed, failed } = await capture(announced, stored);
    expect([completed, failed]).toEqual([1, 1]);
    const [outcome] = outcomes;
    expect(outcome).toMatchObject({ item: 'tried', ok: false, code });
    expect(outcome).toHaveProperty('message', expect.stringContaining(words));
    expect(outcome).toHaveProperty(
      'message',
      expect.stringMatching(/^tried\.png: .* \(tessera map redrive JOB DIR\)\.$/s),
    );
  });

  it('stops the driver also when it breaks down', async () => {
    const calls: string[] = [];
    const note = (name: string) => async () => {
      calls.push(name);
    };
    const capture = async () => {
      throw new Error('The game ended.');
    };
    const driver = { start: note('start'), goto: note('goto'), capture, stop: note('stop') };
    const batch = { ...job, stage: 'capture' as const, items: [areaOf('a', picture)] };
    const { outcomes } = await captureBatch(batch, { driver, pictures: sharpPictures, work: memoryObjects() });
    expect(calls).toEqual(['start', 'goto', 'stop']);
    expect(outcomes).toEqual([{ item: 'a', ok: false, code: 'unexpected', message: 'The game ended.' }]);
  });
});
