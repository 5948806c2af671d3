import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents, Row } from '../../kernel/documents.ts';
import { pageOfIndex } from '../../kernel/dynamodb-pages.ts';
import { setIf, unlessRefused } from '../../kernel/dynamodb-updates.ts';
import { albumRow, INDEX } from '../keys.ts';
import type { AlbumRecord, Albums } from '../ports.ts';

/** Of an album that is there for people: one that is being deleted is changed by nobody any more. */
export const ALBUM_EXISTS = 'attribute_exists(pk) AND attribute_not_exists(deleting_since)';

/** Albums in the album table: a row an album. */
export function dynamodbAlbums(documents: Documents, table: string): Albums {
  return {
    create: ({ id, ...rest }) =>
      unlessRefused(() => {
        const Item = { ...albumRow(id), album: id, ...rest };
        const ConditionExpression = 'attribute_not_exists(pk)';
        return documents.send(new PutCommand({ TableName: table, Item, ConditionExpression }));
      }),
    async find(album) {
      const Key = albumRow(album);
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && isThere(Item) ? albumOf(Item) : undefined;
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
  };
}

const isThere = ({ deleting_since }: Row) => deleting_since === undefined;

const albumOf = ({ album, owner, name, description, created_at, photos }: Row) =>
  ({ id: album, owner, name, description, created_at, photos }) as AlbumRecord;
