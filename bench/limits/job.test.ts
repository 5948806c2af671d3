import { expect, it } from 'vitest';
import { isStage, jobOf, type StageLoad } from './job.ts';
import { MEASURED } from './measured.ts';

const ITEMS = { capture: 64, coords: 64, tile: 16, cleanup: 500 };
const stagesOf = (shots: number) =>
  Object.fromEntries(
    jobOf(shots, ITEMS, MEASURED)
      .parts.filter(isStage)
      .map((stage) => [stage.name, stage]),
  ) as Record<string, StageLoad>;

it('counts tiles and batches of a job at the default step', () => {
  // Four tiles a shot, blocks of 21 tiles, and a third of a tile a block above them.
  expect(jobOf(10_000, ITEMS, MEASURED).tiles).toBe(2500 * 21 + 834);
  const { capture, coords, tile, cleanup } = stagesOf(10_000);
  expect([capture, coords, tile, cleanup].map((stage) => stage!.batches)).toEqual([157, 157, 157, 20]);
  expect(tile!.tilePuts).toBe(16 * 21);
});

it('grows as its shots do', () => {
  const [small, large] = [jobOf(10_000, ITEMS, MEASURED), jobOf(1_000_000, ITEMS, MEASURED)];
  expect(large.tiles / small.tiles).toBeCloseTo(100, 1);
  const batches = ({ parts }: typeof small) => parts.filter(isStage).reduce((sum, stage) => sum + stage.batches, 0);
  expect(batches(large) / batches(small)).toBeCloseTo(100, 0);
});
