import { GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { SHARE_SESSION_SECONDS, TOMBSTONE_SECONDS } from '../../../lib/limits/shares.ts';
import { type Clock, epochSeconds } from '../../kernel/clock.ts';
import { type Documents, type Row, type RowKey, readRows, writeRows } from '../../kernel/documents.ts';
import { rowsBelow } from '../../kernel/dynamodb-pages.ts';
import { unlessRefused, updateOf } from '../../kernel/dynamodb-updates.ts';
import { albumRow, linkRow, SHARE_PREFIX, shareRow } from '../keys.ts';
import type { LinkRecord, Links } from '../share-ports.ts';
import { ALBUM_EXISTS } from './album-conditions.ts';

const NOT_CLOSED =
  'attribute_exists(pk) AND attribute_not_exists(revoked_at) AND (attribute_not_exists(ends_at) OR ends_at > :now)';
const VIEWS_LEFT = '(attribute_not_exists(max_views) OR #count < max_views)';
const UPLOADS_LEFT = 'max_photos > #count';

/**
 * Links in the album table: a row by the hash of the token, which says everything, and one in the album that leads to it.
 * `expires_at` is the end of the tombstone; what is past it is not there, whether DynamoDB has forgotten it or not.
 */
export function dynamodbLinks(documents: Documents, table: string, clock: Clock): Links {
  const isThere = (row: Row) => isIn(row, epochSeconds(clock()));
  const pointersOf = (album: string) => rowsBelow(documents, table, { pk: albumRow(album).pk, prefix: SHARE_PREFIX });
  /** One more of something that is limited. Answers the row as it is then. */
  const countOne = async (hash: string, name: string, left: string, now: Date): Promise<Row | undefined> => {
    let row: Row | undefined;
    await unlessRefused(async () => {
      const { Attributes } = await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: linkRow(hash),
          UpdateExpression: 'ADD #count :one',
          ConditionExpression: `${NOT_CLOSED} AND ${left}`,
          ExpressionAttributeNames: { '#count': name },
          ExpressionAttributeValues: { ':one': 1, ':now': epochSeconds(now) },
          ReturnValues: 'ALL_NEW',
        }),
      );
      row = Attributes;
    });
    return row;
  };
  return {
    create: (hash, link) =>
      unlessRefused(() => {
        const { ends_at, album, share } = link;
        const end = ends_at === undefined ? {} : { expires_at: ends_at + TOMBSTONE_SECONDS };
        const exists = { TableName: table, Key: albumRow(album), ConditionExpression: ALBUM_EXISTS };
        const put = (Item: Row) => ({
          Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' },
        });
        const rows = [
          { ...shareRow(album, share), hash, ...end },
          { ...linkRow(hash), ...link, ...end },
        ];
        return documents.send(
          new TransactWriteCommand({ TransactItems: [{ ConditionCheck: exists }, ...rows.map(put)] }),
        );
      }),
    async find(hash) {
      const Key = linkRow(hash);
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return linkIn(Item, epochSeconds(clock()));
    },
    async ofAlbum(album) {
      const pointers = await pointersOf(album);
      const rows = await readRows(
        documents,
        table,
        pointers.map(({ hash }) => linkRow(hash as string)),
      );
      const links = rows.filter(isThere).map(linkOf);
      return links.sort((a, b) => (a.share < b.share ? 1 : -1));
    },
    async revoke(album, share, at) {
      const Key = shareRow(album, share);
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      if (!Item || !isThere(Item)) return false;
      const end = { expires_at: epochSeconds(at) + TOMBSTONE_SECONDS };
      const open = { condition: 'attribute_exists(pk) AND attribute_not_exists(revoked_at)' };
      const link = updateOf(table, linkRow(Item.hash as string), { revoked_at: at.toISOString(), ...end }, open);
      const pointer = updateOf(table, Key, end, { condition: 'attribute_exists(pk)' });
      // Refused: it was revoked before, and its tombstone stays as long as it was to stay.
      await unlessRefused(() =>
        documents.send(new TransactWriteCommand({ TransactItems: [{ Update: link }, { Update: pointer }] })),
      );
      return true;
    },
    async countView(hash, now) {
      const row = await countOne(hash, 'views', VIEWS_LEFT, now);
      if (row && row.views === row.max_views) await endTombstone(hash, row, now);
      return row !== undefined;
    },
    countUpload: async (hash, now) => (await countOne(hash, 'uploads', UPLOADS_LEFT, now)) !== undefined,
    async removeAll(album) {
      const pointers = await pointersOf(album);
      await writeRows(documents, table, { delete: pointers.map(({ hash }) => linkRow(hash as string)) });
      await writeRows(documents, table, { delete: pointers as RowKey[] });
    },
  };

  /** Who took the last view may look for an hour; 30 days later nobody need know. One that expires sooner goes sooner. */
  async function endTombstone(hash: string, row: Row, now: Date): Promise<void> {
    const expires_at = epochSeconds(now) + SHARE_SESSION_SECONDS + TOMBSTONE_SECONDS;
    const condition = 'attribute_exists(pk) AND (attribute_not_exists(expires_at) OR expires_at > :set_expires_at)';
    for (const key of [linkRow(hash), shareRow(row.album as string, row.share as string)]) {
      await unlessRefused(() => documents.send(new UpdateCommand(updateOf(table, key, { expires_at }, { condition }))));
    }
  }
}

const isIn = ({ expires_at }: Row, now: number) => expires_at === undefined || (expires_at as number) > now;

/** @param now epoch seconds */
export const linkIn = (row: Row | undefined, now: number): LinkRecord | undefined =>
  row && isIn(row, now) ? linkOf(row) : undefined;

const linkOf = ({ pk: _, sk: __, expires_at: ___, ...link }: Row) => link as LinkRecord;
