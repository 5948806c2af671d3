import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { queueHandler } from '../../kernel/queue.ts';
import { connectSqs, sqsSender } from '../../kernel/queue-messages.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { dynamodbAlbumWork } from '../adapters/dynamodb-album-work.ts';
import { dynamodbLinks } from '../adapters/dynamodb-links.ts';
import { dynamodbPhotoWork } from '../adapters/dynamodb-photo-work.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { s3PhotoObjects } from '../adapters/s3-photo-objects.ts';
import { remove } from '../core/photos/remove.ts';
import { DeletionMessage } from '../message-schemas.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'MEDIA_BUCKET', 'DELETIONS_QUEUE_URL');
const documents = connectDocuments();
const s3 = connectS3();
const tables = { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE };
const tools = {
  work: dynamodbPhotoWork(documents, tables, systemClock),
  photos: dynamodbPhotos(documents, tables, systemClock),
  albums: dynamodbAlbumWork(documents, env.ALBUM_TABLE),
  links: dynamodbLinks(documents, env.ALBUM_TABLE, systemClock),
  originals: s3PhotoObjects(s3, env.WORK_BUCKET),
  shown: s3PhotoObjects(s3, env.MEDIA_BUCKET),
  clock: systemClock,
  again: sqsSender<DeletionMessage>(connectSqs(), env.DELETIONS_QUEUE_URL),
};

/** What is deleted goes, and once more when nothing can come any more. */
export const handler = queueHandler(DeletionMessage, (message) => remove(message, tools));
