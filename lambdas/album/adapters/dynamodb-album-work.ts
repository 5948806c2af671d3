import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../../kernel/documents.ts';
import { rowsBelow } from '../../kernel/dynamodb-pages.ts';
import { setIf, unlessRefused } from '../../kernel/dynamodb-updates.ts';
import { albumRow, ENTRY_PREFIX, TICKET_PREFIX } from '../keys.ts';
import type { AlbumWork } from '../removal-ports.ts';
import { unsettled } from './album-conditions.ts';

const DELETING = 'attribute_exists(deleting_since)';

/** What the deletion of an album reads and writes; always what is there at that moment. */
export const dynamodbAlbumWork = (documents: Documents, table: string): AlbumWork => ({
  async isDeleting(album) {
    const request = { TableName: table, Key: albumRow(album), ConsistentRead: true };
    const { Item } = await documents.send(new GetCommand(request));
    return Item?.deleting_since !== undefined;
  },
  async contents(album, limit) {
    const { pk } = albumRow(album);
    const entries = await rowsBelow(documents, table, { pk, prefix: ENTRY_PREFIX, limit });
    const tickets = await rowsBelow(documents, table, { pk, prefix: TICKET_PREFIX });
    return {
      entries: entries.map(({ photo }) => photo as string),
      tickets: tickets.map(({ photo, unsettled: kind }) => ({ photo: photo as string, kind: kind as string })),
    };
  },
  async wait(album, until) {
    await setIf(documents, table, albumRow(album), unsettled('album', until), { condition: DELETING });
  },
  async forget(album) {
    const request = { TableName: table, Key: albumRow(album), ConditionExpression: DELETING };
    await unlessRefused(() => documents.send(new DeleteCommand(request)));
  },
});
