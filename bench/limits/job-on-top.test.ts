import { expect, it } from 'vitest';
import { isStage, jobOf, type StageLoad } from './job.ts';
import { jobOnTop } from './job-on-top.ts';
import { MEASURED } from './measured.ts';

const ITEMS = { capture: 64, coords: 64, tile: 16, cleanup: 500 };
const WORKERS = { capture: 160, coords: 160, tile: 160, cleanup: 20 };
const stageOf = ({ parts }: ReturnType<typeof jobOf>, name: string) =>
  parts.filter(isStage).find((stage) => stage.name === name) as StageLoad;
const all = ({ batches, tilePuts, copies }: StageLoad) => batches * (tilePuts + (copies ?? 0));

it('stores as many tiles as one from nothing, most of them copied', () => {
  const [full, onTop] = [jobOf(2500, ITEMS, MEASURED), jobOnTop(2500, 25, MEASURED, WORKERS)];
  const tile = stageOf(onTop, 'tile');
  expect(all(tile) / all(stageOf(full, 'tile'))).toBeCloseTo(1, 1);
  expect(tile.copies! / (tile.copies! + tile.tilePuts)).toBeGreaterThan(0.9);
  const seconds = (stage: StageLoad) => stage.batches * stage.seconds;
  expect(seconds(tile)).toBeLessThan(0.3 * seconds(stageOf(full, 'tile')));
});

it('captures and compares what changed, and learns nothing anew', () => {
  const { parts } = jobOnTop(2500, 25, MEASURED, WORKERS);
  expect(stageOf({ parts } as never, 'capture')).toMatchObject({ batches: 1, gets: 25 });
  // Each with the shots right and below, and those of which it is the one on the right or below: eight a worker.
  expect(stageOf({ parts } as never, 'coords').batches).toBe(10);
  expect(parts.map(({ name }) => name)).not.toContain('calibrate');
});
