import { PHOTO_TICKET_SECONDS } from '../../../lib/limits/photos.ts';
import { randomIds } from '../../kernel/ids.ts';
import { s3UploadUrls } from '../../media/adapters/s3-upload-urls.ts';
import { connectPhotos, type PhotoEnv } from './connect-photos.ts';

/** What a function needs that lets somebody upload a photo. */
export const connectTickets = (env: PhotoEnv & { WORK_BUCKET: string }) => ({
  ...connectPhotos(env),
  urls: s3UploadUrls(env.WORK_BUCKET, PHOTO_TICKET_SECONDS),
  ids: randomIds,
});
