import { S3Client } from '@aws-sdk/client-s3';
import { readEnv } from '../../kernel/env.ts';
import { stepHandler } from '../../kernel/step.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { sharpPictures } from '../adapters/sharp-pictures.ts';
import { captureBatch } from '../core/capture/capture-batch.ts';
import { uploadedShots } from '../core/capture/uploaded.ts';
import type { Area, Batch } from '../workflow.ts';

const env = readEnv('WORK_BUCKET');
const work = s3Objects(new S3Client({}), env.WORK_BUCKET);

/** Worker of the stage capture. A driver holds the area in view, so every batch gets its own. */
export const handler = stepHandler((batch: Batch<Area>) =>
  captureBatch(batch, { driver: uploadedShots(work), pictures: sharpPictures, work }),
);
