import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents, Row } from '../../kernel/documents.ts';
import { countBelow, pageOfIndex } from '../../kernel/dynamodb-pages.ts';
import { setIf, unlessRefused, updateOf } from '../../kernel/dynamodb-updates.ts';
import { albumRow, ENTRY_PREFIX, INDEX } from '../keys.ts';
import type { AlbumDeletion, AlbumRecord, Albums } from '../ports.ts';
import { ALBUM_EXISTS, unsettled } from './album-conditions.ts';

/** Albums in the album table: a row an album. */
export function dynamodbAlbums(documents: Documents, table: string): Albums {
  return {
    create: ({ id, ...rest }) =>
      unlessRefused(() => {
        const { owner, created_at } = rest;
        return documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...albumRow(id), album: id, ...rest },
            // There already, just so: the SDK repeats a call whose answer was lost.
            ConditionExpression: 'attribute_not_exists(pk) OR (#owner = :owner AND created_at = :created_at)',
            ExpressionAttributeNames: { '#owner': 'owner' },
            ExpressionAttributeValues: { ':owner': owner, ':created_at': created_at },
          }),
        );
      }),
    async find(album) {
      const Key = albumRow(album);
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return albumIn(Item);
    },
    async ofOwner(owner, limit, after) {
      const wanted = { index: INDEX.byOwner, value: owner, limit, after, keyOf: albumRow };
      const page = await pageOfIndex(documents, table, wanted, (row) => ({
        item: row,
        place: { at: row.created_at as string, id: row.album as string },
      }));
      return { ...page, items: page.items.filter(isThere).map(albumOf) };
    },
    change(album, owner, changes) {
      const condition = `${ALBUM_EXISTS} AND #owner = :owner`;
      const values = { ':owner': owner };
      return setIf(documents, table, albumRow(album), changes, { condition, names: { '#owner': 'owner' }, values });
    },
    async beginDeletion(album, owner, at) {
      const changes = {
        ...{ deleting_since: at.toISOString(), former_owner: owner, ...unsettled('album', at) },
        // Out of the index of its owner's.
        owner: undefined,
      };
      const condition = `${ALBUM_EXISTS} AND #owner = :owner`;
      const conditional = { condition, names: { '#owner': 'owner' }, values: { ':owner': owner } };
      const write = () => documents.send(new UpdateCommand(updateOf(table, albumRow(album), changes, conditional)));
      if (await unlessRefused(write)) return true;
      const request = { TableName: table, Key: albumRow(album), ConsistentRead: true };
      const { Item } = await documents.send(new GetCommand(request));
      return Item?.former_owner === owner;
    },
    async deletionsOf(owner, limit) {
      const wanted = { index: INDEX.byFormerOwner, value: owner, limit, keyOf: albumRow };
      const { items } = await pageOfIndex(documents, table, wanted, (row) => ({
        item: row,
        place: { at: row.deleting_since as string, id: row.album as string },
      }));
      return Promise.all(
        items.map(async ({ album, name, deleting_since }) => {
          const { pk } = albumRow(album as string);
          const photos = await countBelow(documents, table, { pk, prefix: ENTRY_PREFIX });
          return { id: album, name, photos, since: deleting_since } as AlbumDeletion;
        }),
      );
    },
  };
}

const isThere = ({ deleting_since }: Row) => deleting_since === undefined;

const albumOf = ({ album, owner, name, description, created_at, photos }: Row) =>
  ({ id: album, owner, name, description, created_at, photos }) as AlbumRecord;

/** One that is being deleted is not there. */
export const albumIn = (row: Row | undefined): AlbumRecord | undefined =>
  row && isThere(row) ? albumOf(row) : undefined;
