import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { MediaStore, UploadUrls } from '../../../media/ports.ts';
import { createTickets } from '../../../media/tickets.ts';
import { screenshotKey } from '../../keys.ts';
import type { Maps } from '../../ports/maps.ts';
import { MAX_FILE_BYTES, type Ticket, type TicketsRequest } from '../../schemas.ts';
import { ownMap } from './own-map.ts';

/** Upload tickets for screenshots of an own map. @throws TesseraError 404; 413 naming each file that is too large. */
export async function createShotTickets(
  map: string,
  { files }: TicketsRequest,
  { sub }: Caller,
  tools: { maps: Maps; media: MediaStore; urls: UploadUrls; clock: Clock; ids: Ids },
): Promise<Ticket[]> {
  await ownMap(map, sub, tools.maps);
  const tickets = await createTickets(
    { owner: sub, collection: map, files, maxBytes: MAX_FILE_BYTES, remedy: 'Save it smaller, for example as WebP.' },
    { ...tools, newId: tools.ids.screenshot, keyOf: (id) => screenshotKey(map, id) },
  );
  return tickets.map(({ media, url, headers }) => {
    return { name: media.name, screenshot_id: media.id, upload_url: url, upload_headers: headers };
  });
}
