import { beforeEach, expect, it, vi } from 'vitest';
import { calibrationKey, planKey, todoKey } from '../../keys.ts';
import type { Box, Calibration } from '../../placement.ts';
import { memoryObjects } from '../../ports/memory-objects.ts';
import type { CoordsItem } from '../../workflow.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { writeJson, writeLines } from '../files.ts';
import { gridOf } from '../neighbours/grid.fixture.ts';
import { withNeighbours } from '../neighbours/neighbours.ts';
import { calibrateBuild } from './calibrate.ts';

const ref = { job_id: 'job', map_id: 'map', build: 'B', attempt: 1 };
const found: Calibration = { boxes: [[0, 0, 1280, 22]], animated: '', radius: 96, whole: true };
const work = memoryObjects();
const calibrate = vi.fn(async () => found);
const shots = gridOf(40, 40).map(({ id }) => ({ screenshot_id: id, sha256: `sum of ${id}` }));
const request = (options: object) => writeJson(work, planKey('B', 'request.json'), { options, shots });
/** What was learnt, and from which pictures. */
const learnt = { ...found, sample: Array.from({ length: 64 }, () => expect.stringMatching(/^sum of r\d+_c\d+$/)) };
const stored = async () => JSON.parse(Buffer.from((await work.get(calibrationKey('B')))!).toString());

beforeEach(async () => {
  work.objects.clear();
  calibrate.mockClear();
  await request({ exact: false });
  await writeLines(work, planKey('B', 'shots.jsonl'), withNeighbours(gridOf(40, 40), { exact: false }));
});

it('learns from a sample what every batch compares with', async () => {
  expect(await calibrateBuild(ref, { work, calibrate })).toEqual({ boxes: 1, radius: 96 });
  expect(calibrate).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ length: 64 }), {});
  expect(await stored()).toEqual({ ...learnt, estimator: ESTIMATOR_VERSION, attempt: 1 });
});

it('takes the boxes that somebody gave', async () => {
  await request({ exact: false, boxes: [[1, 2, 3, 4]] });
  await calibrateBuild(ref, { work, calibrate });
  expect(calibrate).toHaveBeenCalledExactlyOnceWith(expect.anything(), { boxes: [[1, 2, 3, 4]] });
});

/** For a second attempt to compare. */
const leave = (todo: CoordsItem[]) => writeLines(work, todoKey('B', 2, 'shots.jsonl'), todo);

it('keeps the largest of more boxes than somebody could name', async () => {
  const boxes = Array.from({ length: 25 }, (_, i): Box => [0, 40 * i, 10 + ((7 * i) % 25), 10]);
  const many = vi.fn(async () => ({ ...found, boxes }));
  expect(await calibrateBuild(ref, { work, calibrate: many })).toEqual({ boxes: 20, radius: 96 });
  expect((await stored()).boxes).toEqual(boxes.filter(([, , width]) => width >= 15));
});

it('is done anew in a later attempt that has to compare all of them', async () => {
  await calibrateBuild(ref, { work, calibrate });
  await leave(withNeighbours(gridOf(40, 40), { exact: false }).filter(({ neighbours }) => neighbours.length > 0));
  const repaired = vi.fn(async () => ({ ...found, radius: 50 }));
  expect(await calibrateBuild({ ...ref, attempt: 2 }, { work, calibrate: repaired })).toEqual({ boxes: 1, radius: 50 });
  expect(await calibrateBuild({ ...ref, attempt: 2 }, { work, calibrate })).toEqual({ boxes: 1, radius: 50 });
});

it('is done anew when another version of the estimator learnt it', async () => {
  await writeJson(work, calibrationKey('B'), found);
  await calibrateBuild(ref, { work, calibrate });
  expect(await stored()).toEqual({ ...learnt, estimator: ESTIMATOR_VERSION, attempt: 1 });
});

it('is done once where pairs are compared: a later attempt, and a repeat that comes second, keep to it', async () => {
  await calibrateBuild(ref, { work, calibrate });
  await leave(withNeighbours(gridOf(2, 1), { exact: false }));
  expect(await calibrateBuild({ ...ref, attempt: 2 }, { work, calibrate })).toEqual({ boxes: 1, radius: 96 });
  expect(calibrate).toHaveBeenCalledTimes(1);

  await work.delete(calibrationKey('B'));
  const slower = async () => {
    await calibrateBuild(ref, { work, calibrate });
    return { ...found, radius: 12 };
  };
  expect(await calibrateBuild(ref, { work, calibrate: slower })).toEqual({ boxes: 1, radius: 96 });
});

it('says that the file of an earlier attempt is damaged, and makes it again once it is gone', async () => {
  await calibrateBuild(ref, { work, calibrate });
  const whole = await stored();
  await work.put(calibrationKey('B'), '{"boxes": [[0,', { contentType: 'application/json' });
  await leave(withNeighbours(gridOf(2, 1), { exact: false }));
  const again = { ...ref, attempt: 2 };
  const damaged = { code: 'damaged_file', message: expect.stringContaining(calibrationKey('B')) };
  await expect(calibrateBuild(again, { work, calibrate })).rejects.toMatchObject(damaged);
  expect(calibrate).toHaveBeenCalledTimes(1);
  await work.delete(calibrationKey('B'));
  expect(await calibrateBuild(again, { work, calibrate })).toEqual({ boxes: 1, radius: 96 });
  expect(await stored()).toEqual({ ...whole, attempt: 2 });
});
