import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BucketStore, bucketStore } from './buckets.ts';
import { type DataFiles, openDataFiles, type Piece } from './data-files.ts';
import { type NoticeStore, noticeStore } from './notices.ts';
import { openIndex } from './object-index.ts';
import { type ObjectStore, objectStore } from './objects.ts';
import { type UploadStore, uploadStore } from './uploads.ts';

export type Store = {
  buckets: BucketStore;
  objects: ObjectStore;
  uploads: UploadStore;
  notices: NoticeStore;
  files: DataFiles;
  close(): void;
};

/** A finished upload answers a repeated CompleteMultipartUpload for a day at least. */
const FINISHED_UPLOAD_MS = 24 * 3600 * 1000;

export async function openStore(directory: string, now: Date): Promise<Store> {
  await mkdir(directory, { recursive: true });
  const database = openIndex(directory);
  database
    .prepare('DELETE FROM uploads WHERE result IS NOT NULL AND created < ?')
    .run(now.getTime() - FINISHED_UPLOAD_MS);
  const inUse = new Set<string>();
  for (const { detail } of database.prepare('SELECT detail FROM objects').iterate() as Iterable<{ detail: string }>)
    for (const { file } of (JSON.parse(detail) as { pieces: Piece[] }).pieces) inUse.add(file);
  for (const { file } of database.prepare('SELECT file FROM parts').iterate() as Iterable<Piece>) inUse.add(file);
  const files = await openDataFiles(join(directory, 'data'), inUse);
  const notices = noticeStore(database);
  return {
    buckets: bucketStore(database),
    objects: objectStore(database, files, notices),
    uploads: uploadStore(database, files),
    notices,
    files,
    close: () => database.close(),
  };
}
