import { readEnv } from '../../kernel/env.ts';
import { logger } from '../../kernel/log.ts';
import { queueHandler } from '../../kernel/queue.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { s3PhotoObjects } from '../adapters/s3-photo-objects.ts';
import { sharpPhotos } from '../adapters/sharp-photos.ts';
import { makeVariants } from '../core/photos/make-variants.ts';
import { VariantsMessage } from '../message-schemas.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'MEDIA_BUCKET');
const s3 = connectS3();
const tools = {
  ...connectPhotos(env),
  originals: s3PhotoObjects(s3, env.WORK_BUCKET),
  shown: s3PhotoObjects(s3, env.MEDIA_BUCKET),
  codec: sharpPhotos,
  unreadable: (photo: string, { cause }: Error) => logger.warn('photo unreadable', { photo, error: cause as Error }),
};

/** What people see of a photo that was confirmed, or put into another album. */
export const handler = queueHandler(VariantsMessage, async (message) => {
  const outcome = await makeVariants(message, tools);
  if (outcome !== 'ready') logger.warn('no variants', { ...message, outcome });
});
