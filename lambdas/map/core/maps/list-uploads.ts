import * as z from 'zod';
import { SAVE_TYPE, SHOT_TYPES } from '../../../../lib/limits.ts';
import type { Caller } from '../../../kernel/caller.ts';
import { type Clock, isoTime } from '../../../kernel/clock.ts';
import { readCursor, writeCursor } from '../../../kernel/cursor.ts';
import type { Media, MediaStore, UploadedObjects } from '../../../media/ports.ts';
import { unusedUploads } from '../../../media/unused-uploads.ts';
import type { Maps } from '../../ports/maps.ts';
import type { Upload, UploadedSave, UploadList, UploadsQuery } from '../../upload-schemas.ts';
import { ownMap } from './own-map.ts';

const Place = z
  .object({ id: z.string().max(60), created_at: z.iso.datetime(), since: z.iso.datetime() })
  // Another one is made up, and DynamoDB would refuse it.
  .refine(({ created_at, since }) => created_at > since);

/**
 * Screenshots of an own map, or saves of games for it, that are uploaded and that no job uses yet; with `kept` also those that its
 * builds keep. @throws TesseraError 404
 */
export async function listUploads(
  map: string,
  { next, kept, of }: UploadsQuery,
  { sub }: Caller,
  tools: { maps: Maps; media: MediaStore; uploaded: UploadedObjects; clock: Clock },
): Promise<UploadList> {
  const after = readCursor(Place, next);
  await ownMap(map, sub, tools.maps);
  // Both are announced for a map.
  const types = of === 'saves' ? [SAVE_TYPE] : SHOT_TYPES;
  const page = await unusedUploads(map, { after, types, used: kept === 'true' }, tools);
  const items = page.items.map(({ id, type, name, bytes, sha256, expires_at: at }) => {
    const expires_at = at === undefined ? null : isoTime(at);
    return { id, type, told: { name, bytes, sha256, expires_at } };
  });
  return {
    ...(of === 'saves'
      ? { uploads: [], saves: items.map(({ id, told }) => ({ ...told, save: id as UploadedSave['save'] })) }
      : { uploads: items.map((item) => ({ ...item.told, ...shotOf(item) })) }),
    next: page.after ? writeCursor(page.after) : null,
  };
}

const shotOf = ({ id, type }: Pick<Media, 'id' | 'type'>) => ({
  type: type as Upload['type'],
  screenshot_id: id as Upload['screenshot_id'],
});
