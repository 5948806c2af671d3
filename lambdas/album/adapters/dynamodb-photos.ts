import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Clock, epochSeconds } from '../../kernel/clock.ts';
import { type Documents, type Row, readRows } from '../../kernel/documents.ts';
import { unlessRefused } from '../../kernel/dynamodb-updates.ts';
import type { Place } from '../../kernel/page.ts';
import { mediaKey } from '../../media/keys.ts';
import { albumRow, ENTRY_PREFIX, entryRow, ticketRow } from '../keys.ts';
import type { PhotoRecord, Photos } from '../photo-ports.ts';
import { entryOf, photoOf, photoRowOf, readPhoto, type Tables, writesOf, writeTogether } from './photo-rows.ts';

/** Rows of photos that an earlier version announced have an end of their own, at which DynamoDB would forget a photo that is taken in meanwhile. */
const NO_END = { expires_at: undefined };

/** A transaction has 100 parts at most (DynamoDB). A photo that lies in more albums is counted in each as it leaves it. */
const COUNTED_AT_ONCE = 90;

/** Photos in the media table, and in the album table what lies in which album. */
export function dynamodbPhotos(documents: Documents, tables: Tables, clock: Clock): Photos {
  const writes = writesOf(tables);
  const together = writeTogether(documents);
  const isThere = ({ state, expires_at }: PhotoRecord) =>
    state !== 'deleting' && (expires_at === undefined || expires_at > epochSeconds(clock()));

  return {
    // The album's row is looked at in the same moment: an album that is being deleted knows all photos that it will ever have.
    announce: (photo) =>
      together(
        writes.put('media', photoRowOf(photo)),
        writes.ticket(photo.collection, photo.id, photo.expires_at!),
        writes.albumThere(photo.collection),
      ),
    async find(id) {
      const photo = await readPhoto(documents, tables, id);
      return photo && isThere(photo) ? photo : undefined;
    },
    renew: (id, ticket_until) =>
      unlessRefused(() =>
        documents.send(
          new UpdateCommand(
            writes.photo(id, { ticket_until }, '#state = :pending AND pending_until > :now', {
              ':pending': 'pending',
              ':now': epochSeconds(clock()),
            }).Update,
          ),
        ),
      ),
    confirm(photo, size, { late = false } = {}) {
      const now = clock();
      const { id, collection } = photo;
      const changes = { ...size, state: 'ready', albums: new Set([collection]), pending_until: undefined };
      const inTime = late ? '' : 'ticket_until > :now AND ';
      const condition = `#state = :pending AND ${inTime}pending_until > :now`;
      const values = { ':pending': 'pending', ':now': epochSeconds(now) };
      return together(
        writes.photo(id, { ...changes, ...NO_END }, condition, values),
        writes.drop(ticketRow(collection, id)),
        writes.enter(collection, photo, now),
        writes.count(collection, 1),
      );
    },
    async ofAlbum(album, limit, after) {
      const { rows, more } = await entriesOf(documents, tables.albums, album, limit, after);
      const entries = rows.map(entryOf);
      const found = await readRows(
        documents,
        tables.media,
        entries.map(({ photo }) => mediaKey(photo)),
      );
      const photos = new Map(found.map(photoOf).map((photo) => [photo.id, photo]));
      const items = entries.flatMap((entry) => {
        const photo = photos.get(entry.photo);
        return photo && isThere(photo) ? [{ photo, entry }] : [];
      });
      const last = entries.at(-1);
      return more && last ? { items, after: { at: last.created_at, id: last.photo } } : { items };
    },
    async entry(album, photo) {
      const Key = entryRow(album, photo);
      const { Item } = await documents.send(new GetCommand({ TableName: tables.albums, Key, ConsistentRead: true }));
      return Item && entryOf(Item);
    },
    async announcedTo(album, ids) {
      const rows = await readRows(documents, tables.media, [...new Set(ids)].map(mediaKey));
      const photos = rows.map(photoOf).filter((photo) => photo.collection === album && isThere(photo));
      const ready = photos.filter(({ state }) => state === 'ready');
      const found = await readRows(
        documents,
        tables.albums,
        ready.map((photo) => entryRow(album, photo)),
      );
      const entries = new Map(found.map(entryOf).map((entry) => [entry.photo, entry]));
      return photos.map((photo) => ({ photo, entry: entries.get(photo.id) }));
    },
    addTo(album, photo) {
      const add = {
        Update: {
          TableName: tables.media,
          Key: mediaKey(photo.id),
          UpdateExpression: 'ADD albums :those',
          ConditionExpression: '#state = :ready AND NOT contains(albums, :album)',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':those': new Set([album]), ':album': album, ':ready': 'ready' },
        },
      };
      // While variants of before are being removed there, new ones would go with them.
      const settled = {
        ConditionCheck: {
          TableName: tables.albums,
          Key: ticketRow(album, photo.id),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      };
      return together(add, writes.enter(album, photo, clock()), writes.count(album, 1), settled);
    },
    beginDeletion(photo) {
      const albums = photo.albums?.toSorted() ?? [];
      const album = albums[0] ?? photo.collection;
      const counted = albums.length > 0 && albums.length <= COUNTED_AT_ONCE;
      const changes = { state: 'deleting', settles_in: album, ...(counted && { counted }), ...NO_END };
      const same = albums.length > 0 ? 'albums = :albums' : 'attribute_not_exists(albums)';
      const values = { ':deleting': 'deleting', ...(albums.length > 0 && { ':albums': new Set(albums) }) };
      return together(
        writes.photo(photo.id, changes, `#state <> :deleting AND ${same}`, values),
        writes.ticket(album, photo.id, clock()),
        ...(counted ? albums.map((each) => writes.count(each, -1, 'attribute_exists(pk)')) : []),
      );
    },
  };
}

async function entriesOf(documents: Documents, table: string, album: string, limit: number, after?: Place) {
  const answer = await documents.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': albumRow(album).pk, ':prefix': ENTRY_PREFIX },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: limit,
      ...(after && { ExclusiveStartKey: entryRow(album, { id: after.id, created_at: after.at }) }),
    }),
  );
  return { rows: (answer.Items ?? []) as Row[], more: answer.LastEvaluatedKey !== undefined };
}
