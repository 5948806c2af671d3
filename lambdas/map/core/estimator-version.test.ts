import { expect, it } from 'vitest';
import { calibrationKey } from '../keys.ts';
import type { Pair } from '../placement.ts';
import { coordsBatch } from './coords-batch.ts';
import { ESTIMATOR_VERSION } from './estimator-version.ts';
import { calibrationSample } from './neighbours/calibration-sample.ts';
import { placeShots } from './placing/place-shots.ts';
import { calibrate } from './registration/calibrate.ts';
import { cityOf } from './registration/city.fixture.ts';
import { job } from './tiling/world.fixture.ts';

it('is raised when what pairs say or where shots lie has changed', async () => {
  const { items, tools, objects } = await cityOf({ case: 'all-at-once', seed: 3, shot: [320, 256] });
  const calibration = await calibrate(calibrationSample(items), {}, tools);
  objects.set(calibrationKey(job.build), JSON.stringify(calibration));
  const { outcomes } = await coordsBatch({ ...job, stage: 'coords', items }, tools);
  const pairs = outcomes.flatMap((outcome) => (outcome.ok ? outcome.pairs : []));
  const { shots } = placeShots(items, pairs, { whole: calibration.whole });
  const said = [
    `estimator ${ESTIMATOR_VERSION}; radius ${calibration.radius}, whole: ${calibration.whole}`,
    ...calibration.boxes.map((box) => `box ${box}`),
    ...shots.map(({ id, position }) => `${id} ${rounded(position)}`),
    ...pairs.map(pairLine),
  ];
  // Raise ESTIMATOR_VERSION, then delete the file and run this test: it is written anew.
  await expect(`${said.join('\n')}\n`).toMatchFileSnapshot('estimator-version.txt');
});

const rounded = (place: readonly number[]) => place.map((px) => Math.round(px * 10) / 10).join();
const pairLine = ({ a, b, offsets, reason }: Pair) =>
  `${a} ${b} ${offsets[0] ? rounded(offsets[0].at) : 'nothing'} ${reason}`;
