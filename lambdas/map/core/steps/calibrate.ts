import { calibrationKey, planKey } from '../../keys.ts';
import type { Box, Calibration } from '../../placement.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { CalibrateAnswer, CoordsItem, JobRef, PlanRequest } from '../../workflow.ts';
import { findJson, JSON_TYPE, readJson, readLines } from '../files.ts';
import { calibrationSample } from '../neighbours/calibration-sample.ts';

export type CalibrateTools = {
  work: ObjectStore;
  /** Of a sample of the shots; pictures that cannot be read are passed over. `boxes` given by somebody are taken as they are. */
  calibrate(sample: CoordsItem[], given: { boxes?: Box[] }): Promise<Calibration>;
};

/**
 * Before the first pair is compared: what a sample of the shots tells of all. Once a build, so that later attempts compare as the
 * first one did, and their pairs fit together.
 */
export async function calibrateBuild({ build }: JobRef, { work, calibrate }: CalibrateTools): Promise<CalibrateAnswer> {
  const before = await findJson<Calibration>(work, calibrationKey(build));
  const { boxes, radius } = before ?? (await calibrated(build, { work, calibrate }));
  return { boxes: boxes.length, radius };
}

async function calibrated(build: string, { work, calibrate }: CalibrateTools): Promise<Calibration> {
  const { options } = await readJson<PlanRequest>(work, planKey(build, 'request.json'));
  const items = await readLines<CoordsItem>(work, planKey(build, 'shots.jsonl'));
  const calibration = await calibrate(calibrationSample(items), options.boxes ? { boxes: options.boxes } : {});
  await work.putOnce(calibrationKey(build), JSON.stringify(calibration), JSON_TYPE);
  return readJson<Calibration>(work, calibrationKey(build));
}
