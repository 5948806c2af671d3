import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { connectLinks } from './connect-links.ts';
import { dynamodbPhotoWork } from './dynamodb-photo-work.ts';
import { dynamodbPhotos } from './dynamodb-photos.ts';

export type PhotoEnv = Record<'ALBUM_TABLE' | 'MEDIA_TABLE', string>;

/** Photos, and the albums and links by which people come to them. */
export function connectPhotos(env: PhotoEnv, documents = connectDocuments()) {
  const tables = { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE };
  return {
    ...connectLinks(env, documents),
    photos: dynamodbPhotos(documents, tables, systemClock),
    work: dynamodbPhotoWork(documents, tables, systemClock),
  };
}
