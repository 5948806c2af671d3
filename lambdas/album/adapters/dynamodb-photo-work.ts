import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../kernel/clock.ts';
import type { Documents } from '../../kernel/documents.ts';
import { setIf, unlessRefused, updateOf } from '../../kernel/dynamodb-updates.ts';
import { mediaKey } from '../../media/keys.ts';
import { entryRow, ticketRow } from '../keys.ts';
import type { PhotoRecord } from '../photo-ports.ts';
import type { PhotoWork } from '../removal-ports.ts';
import { unsettled } from './album-conditions.ts';
import { readPhoto, type Tables, writesOf, writeTogether } from './photo-rows.ts';

/** What a row says of a photo that was taken out of an album. */
const LEAVING = 'entry';

/** What workers do with rows of photos. */
export function dynamodbPhotoWork(documents: Documents, tables: Tables, clock: Clock): PhotoWork {
  const writes = writesOf(tables);
  const together = writeTogether(documents);
  const settlesIn = ({ settles_in, collection }: PhotoRecord) => settles_in ?? collection;
  /** It lies there no more; the count of an album that is being deleted goes down, too, unless it did when the photo's deletion began. */
  const out = (album: string, photo: PhotoRecord, condition: string, values = {}) => [
    {
      Update: {
        TableName: tables.media,
        Key: mediaKey(photo.id),
        UpdateExpression: 'DELETE albums :those',
        ConditionExpression: `contains(albums, :album) AND ${condition}`,
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':those': new Set([album]), ':album': album, ...values },
      },
    },
    writes.drop(entryRow(album, photo), 'attribute_exists(pk)'),
    ...(photo.counted ? [] : [writes.count(album, -1, 'attribute_exists(pk)')]),
  ];

  const countAttempts = async (album: string, photo: PhotoRecord, by: 1 | -1): Promise<number | undefined> => {
    let attempts: number | undefined;
    await unlessRefused(async () => {
      const { Attributes } = await documents.send(
        new UpdateCommand({
          TableName: tables.albums,
          Key: entryRow(album, photo),
          UpdateExpression: 'ADD attempts :by',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':by': by },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      attempts = Attributes?.attempts as number;
    });
    return attempts;
  };

  return {
    find: (id) => readPhoto(documents, tables, id),
    attempt: (album, photo) => countAttempts(album, photo, 1),
    async takeAttemptBack(album, photo) {
      await countAttempts(album, photo, -1);
    },
    settle(album, photo, outcome) {
      const changes = {
        ...{ variants_error: undefined, ...outcome, unsettled: undefined, due: undefined },
        // Messages that were asked for meanwhile come still: a picture that can be made is not given up for their number.
        ...(outcome.variants === 'ready' && { attempts: 0 }),
      };
      return together(
        { Update: updateOf(tables.albums, entryRow(album, photo), changes, { condition: 'attribute_exists(pk)' }) },
        {
          // In the same moment: else a deletion that has removed the variants already would not learn of these.
          ConditionCheck: {
            TableName: tables.media,
            Key: mediaKey(photo.id),
            ConditionExpression: '#state = :ready AND contains(albums, :album)',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':ready': 'ready', ':album': album },
          },
        },
      );
    },
    async leave(album, photo) {
      await together(...out(album, photo, '#state = :deleting', { ':deleting': 'deleting' }));
    },
    moveOut: (album, photo) =>
      together(
        ...out(album, photo, '#state = :ready AND size(albums) > :one', { ':ready': 'ready', ':one': 1 }),
        writes.ticket(album, photo.id, clock(), LEAVING),
      ),
    async wait(photo, until) {
      const changes = unsettled('photo', until);
      const condition = 'attribute_exists(pk)';
      await setIf(documents, tables.albums, ticketRow(settlesIn(photo), photo.id), changes, { condition });
    },
    async forget(photo) {
      const condition = '#state = :deleting';
      await together(writes.drop(ticketRow(settlesIn(photo), photo.id)), {
        Delete: {
          TableName: tables.media,
          Key: mediaKey(photo.id),
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':deleting': 'deleting' },
        },
      });
    },
    async isLeaving(album, photo) {
      const request = { TableName: tables.albums, Key: ticketRow(album, photo), ConsistentRead: true };
      const { Item } = await documents.send(new GetCommand(request));
      return Item?.unsettled === LEAVING;
    },
    forgetEntry: (album, photo) =>
      unlessRefused(() =>
        documents.send(
          new DeleteCommand({
            TableName: tables.albums,
            Key: ticketRow(album, photo),
            ConditionExpression: 'unsettled = :leaving',
            ExpressionAttributeValues: { ':leaving': LEAVING },
          }),
        ),
      ),
    async makeAgain(album, id) {
      const photo = await readPhoto(documents, tables, id);
      if (photo?.state !== 'ready' || !photo.albums?.includes(album)) return;
      const changes = { variants: 'making', ...unsettled('variants', clock()) };
      await setIf(documents, tables.albums, entryRow(album, photo), changes, { condition: 'attribute_exists(pk)' });
    },
  };
}
