/** Whether rows and objects of some albums tell the same story once everything is done: what the platform stores, past its API. */
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { albumRow, ENTRY_PREFIX, linkRow, originalKey, TICKET_PREFIX } from '../../lambdas/album/keys.ts';
import { albumPrefix, VARIANTS, variantKey } from '../../lambdas/album/variants.ts';
import type { Row } from '../../lambdas/kernel/documents.ts';
import { tokenHash } from '../../lambdas/kernel/secret-token.ts';
import { operator } from '../../test/support/operator.ts';
import { MEDIA_BUCKET } from '../../test/support/signed-pictures.ts';
import type { Party } from './invite.ts';
import type { CrowdReport } from './plan.ts';

const TABLES = { albums: 'TesseraStorage-AlbumTable', media: 'TesseraStorage-MediaTable' } as const;
const WORK_BUCKET = 'tessera-storage-work-bucket';

type Story = Pick<Party, 'owners' | 'albums' | 'photos'> & Pick<CrowdReport, 'confirmed' | 'opened'>;
export type Aftermath = { photos: number; objects: number; faults: string[] };
/** Messages that wait or are worked on, and those that were given up. */
export type Queues = { waiting: number; dead: number };

/** @param directory the platform's data folder, which holds the operator's key */
export async function openAftermath(url: string, directory: string) {
  const settings = await operator(url, directory);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const sqs = new SQSClient(settings);
  const rows = async (TableName: string) => {
    const found: Row[] = [];
    const pages = paginateScan({ client: documents }, { TableName, ConsistentRead: true });
    for await (const { Items = [] } of pages) found.push(...Items);
    return found;
  };
  const keys = async (Bucket: string, Prefix: string) => {
    const found: string[] = [];
    const pages = paginateListObjectsV2({ client: s3 }, { Bucket, Prefix });
    for await (const { Contents = [] } of pages) found.push(...Contents.map(({ Key }) => Key!));
    return found;
  };
  const entriesOf = (all: Row[], albums: string[]) => {
    const theirs = new Set(albums.map((album) => albumRow(album).pk));
    return all.filter(({ pk, sk }) => theirs.has(pk as string) && String(sk).startsWith(ENTRY_PREFIX));
  };
  return {
    /** Waits until no photo of these albums is being prepared. @returns seconds @throws Error after so many */
    async untilPrepared(albums: string[], seconds = 300): Promise<number> {
      const began = performance.now();
      for (;;) {
        const making = entriesOf(await rows(TABLES.albums), albums).filter(({ variants }) => variants === 'making');
        const waited = (performance.now() - began) / 1000;
        if (making.length === 0) return waited;
        if (waited > seconds) throw new Error(`${making.length} photos are not prepared after ${seconds} s.`);
        await setTimeout(1000);
      }
    },
    async queues(): Promise<Queues> {
      const found = { waiting: 0, dead: 0 };
      for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs }, {})) {
        for (const QueueUrl of QueueUrls) {
          const AttributeNames = (['', 'NotVisible', 'Delayed'] as const).map(
            (which) => `ApproximateNumberOfMessages${which}` as const,
          );
          const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
          const messages = AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0);
          found[/Dead/.test(QueueUrl) ? 'dead' : 'waiting'] += messages;
        }
      }
      return found;
    },
    async compare({ owners, albums, photos, confirmed, opened }: Story): Promise<Aftermath> {
      const faults: string[] = [];
      const [all, media] = [await rows(TABLES.albums), await rows(TABLES.media)];
      const byKey = new Map(all.map((row) => [`${row.pk} ${row.sk}`, row]));
      const entries = entriesOf(all, albums);
      const lying = new Map(entries.map((entry) => [`${entry.album} ${entry.photo}`, entry]));
      const theirs = media.filter(({ owner }) => owners.includes(owner as string));
      const known = new Map(theirs.map((row) => [row.id as string, row]));

      for (const { photo, album } of confirmed)
        if (!lying.has(`${album} ${photo}`)) faults.push(`${photo} was confirmed and lies not in ${album}`);
      for (const { album, photo, variants, unsettled } of entries) {
        if (variants !== 'ready' || unsettled) faults.push(`${photo} in ${album} is ${variants}, ${unsettled}`);
        if (known.get(photo as string)?.state !== 'ready') faults.push(`${photo} lies in ${album} and is not ready`);
      }
      for (const { id, collection, state } of theirs)
        if (!lying.has(`${collection} ${id}`)) faults.push(`${id} is ${state} and lies in no album`);
      for (const album of albums) {
        const { pk, sk } = albumRow(album);
        const count = entries.filter((entry) => entry.album === album).length;
        const told = byKey.get(`${pk} ${sk}`)?.photos;
        if (told !== count) faults.push(`${album} counts ${told} photos and has ${count}`);
        for (const row of all)
          if (row.pk === pk && String(row.sk).startsWith(TICKET_PREFIX)) faults.push(`${album} keeps ${row.sk}`);
      }
      for (const [token, times] of Object.entries(opened)) {
        const { pk, sk } = linkRow(tokenHash(token));
        const views = byKey.get(`${pk} ${sk}`)?.views;
        if (views !== times) faults.push(`a link was opened ${times} times and counts ${views} views`);
      }
      if (entries.length !== photos + confirmed.length)
        faults.push(`${entries.length} photos lie in albums, ${photos} + ${confirmed.length} were confirmed`);

      const there = new Set<string>();
      for (const owner of owners) for (const key of await keys(WORK_BUCKET, originalKey(owner, ''))) there.add(key);
      for (const album of albums) for (const key of await keys(MEDIA_BUCKET, albumPrefix(album))) there.add(key);
      const wanted = new Set([
        ...theirs.map(({ key }) => key as string),
        ...entries.flatMap(({ album, photo }) =>
          VARIANTS.map((variant) => variantKey(album as string, photo as string, variant)),
        ),
      ]);
      for (const key of wanted) if (!there.has(key)) faults.push(`${key} is missing`);
      for (const key of there) if (!wanted.has(key)) faults.push(`${key} belongs to nothing`);
      return { photos: entries.length, objects: there.size, faults };
    },
    close() {
      documents.destroy();
      s3.destroy();
      sqs.destroy();
    },
  };
}
