import { beforeEach, expect, it, vi } from 'vitest';
import { calibrationKey, planKey } from '../../keys.ts';
import type { Calibration } from '../../placement.ts';
import { memoryObjects } from '../../ports/memory-objects.ts';
import { writeJson, writeLines } from '../files.ts';
import { gridOf } from '../neighbours/grid.fixture.ts';
import { withNeighbours } from '../neighbours/neighbours.ts';
import { calibrateBuild } from './calibrate.ts';

const ref = { job_id: 'job', map_id: 'map', build: 'B', attempt: 1 };
const found: Calibration = { boxes: [[0, 0, 1280, 22]], animated: '', radius: 96, whole: true };
const work = memoryObjects();
const calibrate = vi.fn(async () => found);
const stored = async () => JSON.parse(Buffer.from((await work.get(calibrationKey('B')))!).toString());

beforeEach(async () => {
  work.objects.clear();
  calibrate.mockClear();
  await writeJson(work, planKey('B', 'request.json'), { options: { exact: false } });
  await writeLines(work, planKey('B', 'shots.jsonl'), withNeighbours(gridOf(40, 40), { exact: false }));
});

it('learns from a sample what every batch compares with', async () => {
  expect(await calibrateBuild(ref, { work, calibrate })).toEqual({ boxes: 1, radius: 96 });
  expect(calibrate).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ length: 64 }), {});
  expect(await stored()).toEqual(found);
});

it('takes the boxes that somebody gave', async () => {
  await writeJson(work, planKey('B', 'request.json'), { options: { exact: false, boxes: [[1, 2, 3, 4]] } });
  await calibrateBuild(ref, { work, calibrate });
  expect(calibrate).toHaveBeenCalledExactlyOnceWith(expect.anything(), { boxes: [[1, 2, 3, 4]] });
});

it('is done once a build: a later attempt, and a repeat that comes second, keep to it', async () => {
  await calibrateBuild(ref, { work, calibrate });
  expect(await calibrateBuild({ ...ref, attempt: 2 }, { work, calibrate })).toEqual({ boxes: 1, radius: 96 });
  expect(calibrate).toHaveBeenCalledTimes(1);

  await work.delete(calibrationKey('B'));
  const slower = async () => {
    await calibrateBuild(ref, { work, calibrate });
    return { ...found, radius: 12 };
  };
  expect(await calibrateBuild(ref, { work, calibrate: slower })).toEqual({ boxes: 1, radius: 96 });
});
