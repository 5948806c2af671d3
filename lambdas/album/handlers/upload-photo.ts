import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { parseFields } from '../../kernel/fields.ts';
import { apiHandler } from '../../kernel/http.ts';
import { randomIds } from '../../kernel/ids.ts';
import { connectSqs, sqsSender } from '../../kernel/queue-messages.ts';
import { respond } from '../../kernel/respond.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { dynamodbAlbums } from '../adapters/dynamodb-albums.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { readForm } from '../adapters/read-form.ts';
import { s3PhotoObjects } from '../adapters/s3-photo-objects.ts';
import { sharpPhotos } from '../adapters/sharp-photos.ts';
import { ownAlbum } from '../core/own-album.ts';
import { uploadPhoto } from '../core/photos/upload.ts';
import type { VariantsMessage } from '../message-schemas.ts';
import { UploadFields } from '../photo-schemas.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'VARIANTS_QUEUE_URL');
const documents = connectDocuments();
const albums = dynamodbAlbums(documents, env.ALBUM_TABLE);
const photos = dynamodbPhotos(documents, { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE }, systemClock);
const originals = s3PhotoObjects(connectS3(), env.WORK_BUCKET);
const variants = sqsSender<VariantsMessage>(connectSqs(), env.VARIANTS_QUEUE_URL);
const tools = { photos, originals, codec: sharpPhotos, variants, clock: systemClock, ids: randomIds };

/** `POST /api/photos`: a photo in a form. */
export const handler = apiHandler(ALBUM_ROUTES['upload-photo'], async ({ headers, bytes, caller }) => {
  const { fields, file } = await readForm(headers['content-type'], bytes());
  const given = parseFields(UploadFields, fields);
  return respond(201, await uploadPhoto(file, given, () => ownAlbum(given.album_id, caller, albums), tools));
});
