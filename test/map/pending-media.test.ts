/** Uploads that nothing uses yet, against the twin's DynamoDB and S3: pages in order, and what never came. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { s3UploadedObjects } from '../../lambdas/media/adapters/s3-uploaded-objects.ts';
import type { Media, PendingPlace } from '../../lambdas/media/ports.ts';
import { createS3 } from '../../local/s3/server.ts';
import { AT, type MapTable, mapTable, SECOND } from '../support/map-table.ts';
import { serve } from '../support/serve.ts';

let table: MapTable;
let media: MapTable['media'];
beforeAll(async () => {
  table = await mapTable();
  ({ media } = table);
});
afterAll(() => table.close());

const one = (id: string, changes: Partial<Media> = {}): Media => ({
  ...{ id, owner: 'ada', collection: 'c', name: id, bytes: 1, type: 'image/png', sha256: '', key: `k/${id}` },
  ...{ created_at: AT, expires_at: SECOND + 100, ...changes },
});

it('come page by page, oldest first, without those that are used, end too soon or are of another day or collection', async () => {
  const earlier = new Date(Date.parse(AT) - 1000).toISOString();
  await media.put([
    one('third'),
    one('first', { created_at: earlier }),
    one('second', { created_at: new Date(Date.parse(AT) - 500).toISOString() }),
    one('used'),
    one('short', { expires_at: SECOND + 10 }),
    one('old', { created_at: new Date(Date.parse(AT) - 9000).toISOString() }),
    one('other', { collection: 'd' }),
  ]);
  await media.keep(['used']);
  const since = new Date(Date.parse(AT) - 5000).toISOString();
  const found: Media[] = [];
  let after: PendingPlace | undefined;
  do {
    const page = await media.pending('c', { since, until: SECOND + 50, limit: 2, ...(after && { after }) });
    found.push(...page.items);
    ({ after } = page);
  } while (after);
  expect(found.map(({ id }) => id)).toEqual(['first', 'second', 'third']);
  expect(found[0]).toEqual(one('first', { created_at: earlier }));
  const all = await media.pending('c', { since, until: SECOND + 50, limit: 10, used: true });
  expect(all.items.map(({ id }) => id).toSorted()).toEqual(['first', 'second', 'third', 'used']);
});

it('are looked for in the bucket', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'uploaded-'));
  const principal = { arn: 'arn:aws:iam::000000000000:role/test' };
  const room = await createS3({ directory, region: 'us-east-1', credentials: () => ({ secret: 'secret', principal }) });
  await room.ensureBucket('work');
  const served = await serve(room);
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
  const client = new S3Client({ endpoint: served.url, region: 'us-east-1', credentials, forcePathStyle: true });
  try {
    await client.send(new PutObjectCommand({ Bucket: 'work', Key: 'k/there', Body: 'x' }));
    const uploaded = s3UploadedObjects(client, 'work');
    expect([await uploaded.has('k/there'), await uploaded.has('k/gone')]).toEqual([true, false]);
  } finally {
    client.destroy();
    await served.close();
    await rm(directory, { recursive: true, force: true });
  }
});
