import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { queueHandler } from '../../kernel/queue.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { deletionsQueue } from '../adapters/connect-queues.ts';
import { dynamodbAlbumWork } from '../adapters/dynamodb-album-work.ts';
import { s3PhotoObjects } from '../adapters/s3-photo-objects.ts';
import { remove } from '../core/photos/remove.ts';
import { DeletionMessage } from '../message-schemas.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'MEDIA_BUCKET', 'DELETIONS_QUEUE_URL');
const documents = connectDocuments();
const s3 = connectS3();
const tools = {
  ...connectPhotos(env, documents),
  albums: dynamodbAlbumWork(documents, env.ALBUM_TABLE),
  originals: s3PhotoObjects(s3, env.WORK_BUCKET),
  shown: s3PhotoObjects(s3, env.MEDIA_BUCKET),
  again: deletionsQueue(env),
};

/** What is deleted goes, and once more when nothing can come any more. */
export const handler = queueHandler(DeletionMessage, (message) => remove(message, tools));
