import { readEnv } from '../../kernel/env.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { workerHandler } from '../../kernel/step.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { sharpPictures } from '../adapters/sharp-pictures.ts';
import { captureBatch } from '../core/capture/capture-batch.ts';
import { uploadedShots } from '../core/capture/uploaded.ts';
import type { Area, Batch } from '../workflow.ts';

const env = readEnv('WORK_BUCKET');
const work = s3Objects(connectS3(), env.WORK_BUCKET);

/** Worker of the stage capture. A driver holds the area in view, so every batch gets its own. */
export const handler = workerHandler((batch: Batch<Area>) =>
  captureBatch(batch, { driver: uploadedShots(work), pictures: sharpPictures, work }),
);
