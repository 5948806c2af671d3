import * as z from 'zod';
import { SHOT_TYPES } from '../../../../lib/limits.ts';
import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { readCursor, writeCursor } from '../../../kernel/cursor.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { MediaStore, UploadedObjects } from '../../../media/ports.ts';
import { unusedUploads } from '../../../media/unused-uploads.ts';
import type { Maps } from '../../ports/maps.ts';
import type { Upload, UploadList, UploadsQuery } from '../../upload-schemas.ts';

const Place = z
  .object({ id: z.string().max(60), created_at: z.iso.datetime(), since: z.iso.datetime() })
  // Another one is made up, and DynamoDB would refuse it.
  .refine(({ created_at, since }) => created_at > since);

/** Screenshots of an own map that are uploaded and that no job uses yet; with `kept` also those that its builds keep. @throws TesseraError 404 */
export async function listUploads(
  map: string,
  { next, kept }: UploadsQuery,
  { sub }: Caller,
  tools: { maps: Maps; media: MediaStore; uploaded: UploadedObjects; clock: Clock },
): Promise<UploadList> {
  const place = readCursor(Place, next);
  const record = await tools.maps.find(map);
  if (record?.owner !== sub) throw notFound('map', map);
  // Saves of games are announced for a map, too.
  const { items, after } = await unusedUploads(map, { after: place, types: SHOT_TYPES, used: kept === 'true' }, tools);
  return {
    uploads: items.map(({ id: screenshot_id, name, bytes, type, sha256, expires_at }) => ({
      ...{ name, bytes, type: type as Upload['type'], sha256, screenshot_id },
      expires_at: expires_at === undefined ? null : new Date(expires_at * 1000).toISOString(),
    })),
    next: after ? writeCursor(after) : null,
  };
}
