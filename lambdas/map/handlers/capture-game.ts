import { readEnv } from '../../kernel/env.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { workerHandler } from '../../kernel/step.ts';
import { connectGame } from '../adapters/game/connect-game.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { sharpPictures } from '../adapters/sharp-pictures.ts';
import { takeBatch } from '../core/capture/take-batch.ts';
import type { GameBatch } from '../workflow.ts';

const env = readEnv('WORK_BUCKET');
const work = s3Objects(connectS3(), env.WORK_BUCKET);

/** Worker of the stage capture, where a game takes the screenshots: one start of it serves a batch. */
export const handler = workerHandler((batch: GameBatch) =>
  takeBatch(batch, { driver: connectGame(batch, work), pictures: sharpPictures, work }),
);
