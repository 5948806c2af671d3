/** Photos, entries and tickets as rows, and the parts of the writes that change them. */
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { UNSETTLED_SECONDS } from '../../../lib/limits/photos.ts';
import type { Documents, Row } from '../../kernel/documents.ts';
import { unlessRefused, updateOf } from '../../kernel/dynamodb-updates.ts';
import { mediaKey } from '../../media/keys.ts';
import { endOfRow } from '../../media/pending.ts';
import { albumRow, entryRow, ticketRow } from '../keys.ts';
import type { Entry, PhotoRecord } from '../photo-ports.ts';
import { ALBUM_EXISTS, unsettled } from './album-conditions.ts';

export type Tables = { albums: string; media: string };

/**
 * Where uploads of all products lie. Those of others DynamoDB forgets a week after their end; a photo's row stays until its object and the
 * row in its album have gone, however late: nothing else knows where they lie.
 */
export const photoRowOf = ({ expires_at, albums, ...photo }: PhotoRecord): Row => ({
  ...mediaKey(photo.id),
  ...photo,
  ...(albums && { albums: new Set(albums) }),
  ...(expires_at !== undefined && { pending_until: expires_at }),
});

export const photoOf = ({ pk: _, sk: __, pending_until, expires_at: ___, albums, ...photo }: Row) =>
  ({
    ...photo,
    ...(albums instanceof Set && { albums: [...albums] }),
    ...endOfRow({ pending_until }),
  }) as PhotoRecord;

export const entryOf = ({ album, photo, created_at, variants, variants_error }: Row) =>
  ({ album, photo, created_at, variants, ...(variants_error !== undefined && { variants_error }) }) as Entry;

/** Whatever its state. Uploads of other products lie in the same table: they have none, and are no photos. */
export async function readPhoto(documents: Documents, { media }: Tables, id: string): Promise<PhotoRecord | undefined> {
  const request = { TableName: media, Key: mediaKey(id), ConsistentRead: true };
  const { Item } = await documents.send(new GetCommand(request));
  return Item?.state === undefined ? undefined : photoOf(Item);
}

/** One transaction: false when one of its conditions does not hold, and nothing has changed then. */
export const writeTogether =
  (documents: Documents) =>
  (...TransactItems: NonNullable<TransactWriteCommand['input']['TransactItems']>): Promise<boolean> =>
    unlessRefused(() => documents.send(new TransactWriteCommand({ TransactItems })));

const soon = (now: Date) => new Date(now.getTime() + UNSETTLED_SECONDS * 1000);

/** Parts of transactions: each a condition, too. */
export const writesOf = ({ albums, media }: Tables) => ({
  put: (table: keyof Tables, Item: Row, ConditionExpression = 'attribute_not_exists(pk)') => ({
    Put: { TableName: table === 'albums' ? albums : media, Item, ConditionExpression },
  }),
  albumThere: (album: string) => ({
    ConditionCheck: { TableName: albums, Key: albumRow(album), ConditionExpression: ALBUM_EXISTS },
  }),
  /** By how many photos more, or fewer, lie in it. */
  count: (album: string, by: 1 | -1, condition = ALBUM_EXISTS) => ({
    Update: {
      TableName: albums,
      Key: albumRow(album),
      UpdateExpression: 'ADD photos :by',
      ConditionExpression: condition,
      ExpressionAttributeValues: { ':by': by },
    },
  }),
  /** Its variants are to be made. */
  enter: (album: string, photo: PhotoRecord, now: Date) => ({
    Put: {
      TableName: albums,
      Item: {
        ...entryRow(album, photo),
        ...{ album, photo: photo.id, created_at: photo.created_at, variants: 'making', attempts: 0 },
        ...unsettled('variants', soon(now)),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  }),
  drop: (key: { pk: string; sk: string }, condition?: string) => ({
    Delete: { TableName: albums, Key: key, ...(condition && { ConditionExpression: condition }) },
  }),
  /** That something of the photo may still come or lie somewhere: found again by whoever looks for what is unsettled. */
  ticket: (album: string, photo: string, due: Date | number, kind: 'photo' | 'entry' = 'photo') => ({
    Put: {
      TableName: albums,
      Item: { ...ticketRow(album, photo), album, photo, ...unsettled(kind, due) },
    },
  }),
  photo: (id: string, changes: Row, condition: string, values: Row = {}) => ({
    Update: updateOf(media, mediaKey(id), changes, {
      condition: `attribute_exists(pk) AND ${condition}`,
      names: { '#state': 'state' },
      values,
    }),
  }),
});
