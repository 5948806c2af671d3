import { BOXES_PER_JOB } from '../../../../lib/limits.ts';
import { calibrationKey, planKey, todoKey } from '../../keys.ts';
import type { Box, Calibration } from '../../placement.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { CalibrateAnswer, CoordsItem, JobRef, PlanRequest, StoredCalibration } from '../../workflow.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { findJson, JSON_TYPE, readJson, readLines, writeJson } from '../files.ts';
import { calibrationSample } from '../neighbours/calibration-sample.ts';
import { checksumsOf } from './checksums.ts';

export type CalibrateTools = {
  work: ObjectStore;
  /** Of a sample of the shots; pictures that cannot be read are passed over. `boxes` given by somebody are taken as they are. */
  calibrate(sample: CoordsItem[], given: { boxes?: Box[] }): Promise<Calibration>;
};

/**
 * Before the first pair is compared: what a sample of the shots tells of all. Later attempts compare as the first one did, so that
 * their pairs fit together, and so does a build on top of another one (list-coords.ts); while all pairs have to be compared (anew), they
 * learn anew, from screenshots repaired since.
 */
export async function calibrateBuild(ref: JobRef, { work, calibrate }: CalibrateTools): Promise<CalibrateAnswer> {
  const before = await findJson<StoredCalibration>(work, calibrationKey(ref.build));
  const isKept = before && (await stillHolds(before, ref, work));
  const { boxes, radius } = isKept ? before : await calibrated(ref, before, { work, calibrate });
  return { boxes: boxes.length, radius };
}

async function stillHolds({ estimator, attempt }: StoredCalibration, ref: JobRef, work: ObjectStore): Promise<boolean> {
  if (estimator !== ESTIMATOR_VERSION) return false;
  if (attempt === ref.attempt) return true;
  const all = await readLines<CoordsItem>(work, planKey(ref.build, 'shots.jsonl'));
  const todo = await readLines<CoordsItem>(work, todoKey(ref.build, ref.attempt, 'shots.jsonl'));
  return todo.length < all.filter(({ neighbours }) => neighbours.length > 0).length;
}

async function calibrated(
  { build, attempt }: JobRef,
  before: StoredCalibration | undefined,
  { work, calibrate }: CalibrateTools,
): Promise<Calibration> {
  const { options, shots } = await readJson<PlanRequest>(work, planKey(build, 'request.json'));
  const items = await readLines<CoordsItem>(work, planKey(build, 'shots.jsonl'));
  const sums = checksumsOf({ shots });
  const chosen = calibrationSample(items);
  const found = await calibrate(chosen, options.boxes ? { boxes: options.boxes } : {});
  const sample = chosen.map(({ id }) => sums.get(id)!);
  const learnt = { ...found, boxes: largest(found.boxes), sample };
  const stored: StoredCalibration = { ...learnt, estimator: ESTIMATOR_VERSION, attempt };
  // A repeat that comes second keeps to the first one's; in place of an outdated one both write the same.
  if (before) await writeJson(work, calibrationKey(build), stored);
  else await work.putOnce(calibrationKey(build), JSON.stringify(stored), JSON_TYPE);
  return readJson<Calibration>(work, calibrationKey(build));
}

/** As many as somebody could name: every block of tiles has them all. */
function largest(boxes: Box[]): Box[] {
  const area = ([, , width, height]: Box) => width * height;
  const kept = new Set(boxes.toSorted((a, b) => area(b) - area(a)).slice(0, BOXES_PER_JOB));
  return boxes.filter((box) => kept.has(box));
}
