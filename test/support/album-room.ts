/** The album's adapters on the twin's DynamoDB and S3, with a clock that a test moves. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { vi } from 'vitest';
import { dynamodbAlbums } from '../../lambdas/album/adapters/dynamodb-albums.ts';
import { dynamodbPhotos } from '../../lambdas/album/adapters/dynamodb-photos.ts';
import { s3PhotoObjects } from '../../lambdas/album/adapters/s3-photo-objects.ts';
import { sharpPhotos } from '../../lambdas/album/adapters/sharp-photos.ts';
import { createAlbum } from '../../lambdas/album/core/create-album.ts';
import { INDEX } from '../../lambdas/album/keys.ts';
import type { VariantsMessage } from '../../lambdas/album/message-schemas.ts';
import type { PhotoTicket } from '../../lambdas/album/photo-schemas.ts';
import { randomIds } from '../../lambdas/kernel/ids.ts';
import { s3UploadUrls } from '../../lambdas/media/adapters/s3-upload-urls.ts';
import { BY_COLLECTION } from '../../lambdas/media/keys.ts';
import { PHOTO_TICKET_SECONDS } from '../../lib/limits/photos.ts';
import { createS3 } from '../../local/s3/server.ts';
import { serve } from './serve.ts';
import { twinTables } from './twin-table.ts';

export const BEGIN = new Date('2026-01-01T00:00:00.000Z');

export async function albumRoom() {
  const tables = await twinTables({ albums: Object.values(INDEX), media: [BY_COLLECTION] });
  const directory = await mkdtemp(join(tmpdir(), 'album-s3-'));
  const principal = { arn: 'arn:aws:iam::000000000000:role/test' };
  const room = await createS3({ directory, region: 'us-east-1', credentials: () => ({ secret: 'secret', principal }) });
  for (const bucket of ['work', 'shown']) await room.ensureBucket(bucket);
  const served = await serve(room);
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
  const s3 = new S3Client({ endpoint: served.url, region: 'us-east-1', credentials, forcePathStyle: true });
  let now = BEGIN;
  const clock = () => now;
  const names = { albums: 'albums', media: 'media' };
  const asked: VariantsMessage[] = [];
  const sizes: number[] = [];
  const albums = dynamodbAlbums(tables.documents, names.albums);
  return {
    documents: tables.documents,
    names,
    s3,
    clock,
    /** Seconds later. */
    wait: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    albums,
    photos: dynamodbPhotos(tables.documents, names, clock),
    originals: s3PhotoObjects(s3, 'work'),
    shown: s3PhotoObjects(s3, 'shown'),
    codec: sharpPhotos,
    /** What was asked for, in order. */
    asked,
    variants: async (messages: readonly VariantsMessage[]) => void asked.push(...messages),
    /** Sizes of photos that were taken into their albums. */
    sizes,
    taken: (bytes: number) => void sizes.push(bytes),
    ids: randomIds,
    /** Presigned for the twin, as a function's environment would do. */
    urls: {
      async sign(...about: Parameters<ReturnType<typeof s3UploadUrls>['sign']>) {
        vi.stubEnv('AWS_ENDPOINT_URL_S3', served.url).stubEnv('AWS_REGION', 'us-east-1');
        vi.stubEnv('AWS_ACCESS_KEY_ID', 'id').stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
        return s3UploadUrls('work', PHOTO_TICKET_SECONDS).sign(...about);
      },
    },
    album: (owner = 'ada') => createAlbum({ name: 'Lake' }, owner, { albums, clock, ids: randomIds }),
    rows: async () => [...(await tables.all('albums')), ...(await tables.all('media'))],
    async close() {
      s3.destroy();
      await tables.close();
      await served.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
export type AlbumRoom = Awaited<ReturnType<typeof albumRoom>>;

/** PUTs as a browser does. @returns the status */
export async function putFile({ upload_url, upload_headers }: PhotoTicket, bytes: Uint8Array): Promise<number> {
  const { 'content-length': _, ...headers } = upload_headers;
  const answer = await fetch(upload_url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
  await answer.arrayBuffer();
  return answer.status;
}

/** As a phone announces it. */
export const fileOf = (bytes: Uint8Array, content_type = 'image/jpeg', filename = 'a.jpg') => ({
  ...{ filename, content_type, file_size: bytes.length },
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
