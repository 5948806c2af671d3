import type { Clock } from '../kernel/clock.ts';
import { type Detail, tooLarge } from '../kernel/errors.ts';
import { inParallel } from '../kernel/pool.ts';
import { pendingFrom } from './pending.ts';
import type { Media, MediaStore, UploadUrls } from './ports.ts';

export type AnnouncedFile = Pick<Media, 'name' | 'bytes' | 'type' | 'sha256'>;
export type UploadTicket = { media: Media; url: string; headers: Record<string, string> };

/**
 * Permission to upload, one ticket a file: bytes go straight to the bucket, and only the announced ones (length, type and
 * checksum are signed, an existing object is never replaced). What nobody uses is gone after a day.
 * @param announcement.remedy what to do about a file that is too large, a sentence
 * @throws TesseraError `too_large` (413) naming each file above `maxBytes`; then there is no ticket at all.
 */
export async function createTickets(
  announcement: { owner: string; collection: string; files: AnnouncedFile[]; maxBytes: number; remedy: string },
  tools: { media: MediaStore; urls: UploadUrls; clock: Clock; newId: () => string; keyOf: (id: string) => string },
): Promise<UploadTicket[]> {
  refuseLargeFiles(announcement);
  const now = tools.clock();
  const media = announcement.files.map(({ name, bytes, type, sha256 }): Media => {
    const id = tools.newId();
    const { owner, collection } = announcement;
    return { id, owner, collection, name, bytes, type, sha256, key: tools.keyOf(id), ...pendingFrom(now) };
  });
  // The rows first: an upload that no row knows could never be used, nor be found when it should go.
  await tools.media.put(media);
  return inParallel(media, 16, async (one) => ({ media: one, ...(await tools.urls.sign(one)) }));
}

function refuseLargeFiles({ files, maxBytes, remedy }: Parameters<typeof createTickets>[0]): void {
  const details = files.flatMap(({ name, bytes }, index): Detail[] =>
    bytes > maxBytes
      ? [{ field: `files[${index}].bytes`, message: `${name} has ${bytes} bytes, at most ${maxBytes}.` }]
      : [],
  );
  if (details.length > 0) throw tooLarge(details, remedy);
}
