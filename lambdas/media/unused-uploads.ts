import { PENDING_MEDIA_SECONDS, RESUMABLE_SECONDS, UPLOADS_PER_PAGE } from '../../lib/limits.ts';
import { type Clock, epochSeconds } from '../kernel/clock.ts';
import { inParallel } from '../kernel/pool.ts';
import type { Media, MediaStore, PendingPlace, UploadedObjects } from './ports.ts';

/** Behind one of the list, and what was announced since when the list holds. */
export type UnusedPlace = PendingPlace & { since: string };

/** As many connections as the S3 client opens. */
const LOOKS_AT_ONCE = 50;

/** Everything was announced after that. */
const EVER = new Date(0).toISOString();

/**
 * Files of a collection that were uploaded and that nothing uses yet, with `used` also those that something uses: a page of them,
 * oldest first, what need not be sent again. Only those that are in the bucket (the bucket took exactly what was announced) and
 * live long enough for the rest to arrive. A page may hold none; `after` is absent at the end.
 * @param page.types of what is listed: nobody looks for the others, which may lie where the caller cannot look
 */
export async function unusedUploads(
  collection: string,
  { after, types, used = false }: { after: UnusedPlace | undefined; types: readonly string[]; used?: boolean },
  { media, uploaded, clock }: { media: MediaStore; uploaded: UploadedObjects; clock: Clock },
): Promise<{ items: Media[]; after?: UnusedPlace }> {
  const now = clock();
  // What was announced before does not live so long any more. It is that of the first page: a place behind which a list goes on
  // must lie within it (DynamoDB), and the clock would move it past the oldest.
  const since =
    after?.since ??
    (used ? EVER : new Date(now.getTime() - (PENDING_MEDIA_SECONDS - RESUMABLE_SECONDS) * 1000).toISOString());
  const until = epochSeconds(now) + RESUMABLE_SECONDS;
  const page = await media.pending(collection, {
    since,
    until,
    limit: UPLOADS_PER_PAGE,
    used,
    ...(after && { after }),
  });
  const wanted = page.items.filter(({ type }) => types.includes(type));
  const there = await inParallel(wanted, LOOKS_AT_ONCE, ({ key }) => uploaded.has(key));
  const items = wanted.filter((_, index) => there[index]);
  return page.after ? { items, after: { ...page.after, since } } : { items };
}
