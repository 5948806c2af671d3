import { SAVE_BYTES, SAVE_TYPE, UPLOAD_URL_SECONDS } from '../../../../lib/limits.ts';
import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { MediaStore, UploadUrls } from '../../../media/ports.ts';
import { createTickets } from '../../../media/tickets.ts';
import type { SaveTicket, SaveTicketRequest } from '../../capture-schemas.ts';
import { saveKey } from '../../keys.ts';
import type { Maps } from '../../ports/maps.ts';
import { ownMap } from './own-map.ts';

/** An upload ticket for a save of a game, for an own map. It is no picture and nobody shows it. @throws TesseraError 404, 413 */
export async function createSaveTicket(
  map: string,
  file: SaveTicketRequest,
  { sub }: Caller,
  tools: { maps: Maps; media: MediaStore; urls: UploadUrls; clock: Clock; ids: Ids },
): Promise<SaveTicket> {
  await ownMap(map, sub, tools.maps);
  const files = [{ ...file, type: SAVE_TYPE }];
  const [ticket] = await createTickets(
    { owner: sub, collection: map, files, maxBytes: SAVE_BYTES, remedy: 'Let the game save a smaller world.' },
    { ...tools, newId: tools.ids.save, keyOf: (id) => saveKey(map, id) },
  );
  const { media, url, headers } = ticket!;
  const save = media.id as SaveTicket['save'];
  return { save, upload_url: url, upload_headers: headers, expires_in: UPLOAD_URL_SECONDS };
}
