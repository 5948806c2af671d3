import { connectS3 } from '../../kernel/s3.ts';
import { connectPhotos, type PhotoEnv } from './connect-photos.ts';
import { variantsQueue } from './connect-queues.ts';
import { s3PhotoObjects } from './s3-photo-objects.ts';
import { sharpPhotos } from './sharp-photos.ts';

/** What a function needs that looks at an uploaded file and takes it into its album. */
export const connectUploads = (env: PhotoEnv & Record<'WORK_BUCKET' | 'VARIANTS_QUEUE_URL', string>) => ({
  ...connectPhotos(env),
  originals: s3PhotoObjects(connectS3(), env.WORK_BUCKET),
  codec: sharpPhotos,
  variants: variantsQueue(env),
});
