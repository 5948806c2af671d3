import { readEnv } from '../../kernel/env.ts';
import { logger } from '../../kernel/log.ts';
import { queueHandler } from '../../kernel/queue.ts';
import { CreatedObjects } from '../../kernel/s3-events.ts';
import { countArrival, countPhoto } from '../adapters/album-metrics.ts';
import { connectUploads } from '../adapters/connect-uploads.ts';
import { takeArrival } from '../core/photos/take-arrival.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'VARIANTS_QUEUE_URL');
const tools = { ...connectUploads(env), taken: countPhoto('presigned') };

/** What has come into the bucket is a photo of its album from now on, if nobody said so before. */
export const handler = queueHandler(CreatedObjects, async (objects) => {
  for (const object of objects) {
    const outcome = await takeArrival(object, tools);
    countArrival(outcome);
    if (outcome !== 'known') logger.info('a photo came that nobody had confirmed', { key: object.key, outcome });
  }
});
