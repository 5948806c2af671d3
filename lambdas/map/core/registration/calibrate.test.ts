import { expect, it } from 'vitest';
import { calibrate } from './calibrate.ts';
import { cityOf } from './city.fixture.ts';
import { unpackBins } from './prepare-shot.ts';

const SMALL = { columns: 5, rows: 4, shot: [320, 256] as [number, number], jitter: 10 };

it('learns the interface, the colours of the water and how far the plan is off', async () => {
  const { items, tools, boxes } = await cityOf({ case: 'interface', seed: 1 });
  const found = await calibrate(items, {}, tools);
  expect(found.boxes).toHaveLength(boxes.length);
  for (const box of boxes) expect(found.boxes).toContainEqual(box);
  expect(found.radius).toBeGreaterThanOrEqual(40);
  expect(found.radius).toBeLessThanOrEqual(100);
  expect(found.whole).toBe(true);
  expect(tools.kernel.held()).toBe(0);
});

it('learns the colours that change by themselves', async () => {
  const { items, tools } = await cityOf({ case: 'plain', seed: 1 });
  const animated = unpackBins((await calibrate(items, {}, tools)).animated);
  // Water of the generated cities is blue (about 60, 120, 190), their lawns are green (about 80, 150, 90).
  const bin = (r: number, g: number, b: number) =>
    (Math.floor((r * 31.999) / (r + g + b)) << 5) | Math.floor((g * 31.999) / (r + g + b));
  expect(animated[bin(60, 120, 190)]).toBe(1);
  expect(animated[bin(80, 150, 90)]).toBe(0);
});

it('sees that places lie between whole px', async () => {
  const { items, tools } = await cityOf({ case: 'fractional', seed: 1, ...SMALL });
  expect((await calibrate(items, {}, tools)).whole).toBe(false);
});

it('sees that every step is a tenth of a px more than a whole one', async () => {
  const { items, tools } = await cityOf({ case: 'steady-fraction', seed: 1, ...SMALL });
  expect((await calibrate(items, {}, tools)).whole).toBe(false);
});

it('sees whole px where the water moves as one', async () => {
  const { items, tools } = await cityOf({ case: 'flowing-water', seed: 1 });
  expect((await calibrate(items, {}, tools)).whole).toBe(true);
});

it('takes boxes that somebody gave as they are', async () => {
  const { items, tools } = await cityOf({ case: 'interface', seed: 2, ...SMALL });
  const { boxes } = await calibrate(items, { boxes: [[1, 2, 3, 4]] }, tools);
  expect(boxes).toEqual([[1, 2, 3, 4]]);
});

it('passes over what cannot be read, and answers also when nothing can be told', async () => {
  const { items, tools, files } = await cityOf({ case: 'plain', seed: 1, ...SMALL });
  for (const { id } of items.slice(3)) files.delete(id);
  const found = await calibrate(items, {}, tools);
  expect(found).toMatchObject({ boxes: [], animated: '', whole: true });
  // Nothing is known of the plan: as far as the overlaps of 80 and 64 px allow.
  expect(found.radius).toBe(64);
  expect(await calibrate([], {}, tools)).toMatchObject({ boxes: [], animated: '', whole: false });
});
