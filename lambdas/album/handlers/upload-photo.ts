import { readEnv } from '../../kernel/env.ts';
import { parseFields } from '../../kernel/fields.ts';
import { apiHandler } from '../../kernel/http.ts';
import { randomIds } from '../../kernel/ids.ts';
import { respond } from '../../kernel/respond.ts';
import { countForm, countPhoto } from '../adapters/album-metrics.ts';
import { connectUploads } from '../adapters/connect-uploads.ts';
import { readForm } from '../adapters/read-form.ts';
import { ownAlbum } from '../core/own-album.ts';
import { uploadPhoto } from '../core/photos/upload.ts';
import { UploadFields } from '../photo-schemas.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'VARIANTS_QUEUE_URL');
const tools = { ...connectUploads(env), ids: randomIds, taken: countPhoto('direct') };

/** `POST /api/photos`: a photo in a form. */
export const handler = apiHandler(ALBUM_ROUTES['upload-photo'], async ({ headers, bytes, caller }) => {
  const { fields, file } = await readForm(headers['content-type'], bytes());
  const given = parseFields(UploadFields, fields);
  return respond(201, await uploadPhoto(file, given, () => ownAlbum(given.album_id, caller, tools.albums), tools));
}).use(countForm());
