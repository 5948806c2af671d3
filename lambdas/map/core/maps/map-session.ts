import { MAP_COOKIE_SECONDS } from '../../../../lib/limits/private-maps.ts';
import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { conflict } from '../../../kernel/errors.ts';
import { folderCookies } from '../../../media/signing/folder-cookies.ts';
import type { Signer } from '../../../media/signing/signer.ts';
import type { Maps } from '../../ports/maps.ts';
import { isPrivateMap, mapTilesPrefix } from '../../tile-paths.ts';
import { ownMap } from './own-map.ts';

/**
 * What shows every tile of a private map, of all its builds.
 * @returns whole Set-Cookie values, and how long they are good, in seconds
 * @throws TesseraError 404, also for a map of somebody else; 409 `public_map` where nothing is to be signed; 503 `cannot_sign`: there
 * is no other way to the tiles
 */
export async function mapSession(
  map: string,
  { sub }: Caller,
  { maps, signer, clock }: { maps: Pick<Maps, 'find'>; signer: Signer; clock: Clock },
): Promise<{ cookies: string[]; expires_in: number }> {
  await ownMap(map, sub, maps);
  if (!isPrivateMap(map))
    throw conflict('public_map', `Everybody may see the tiles of the map ${map}, without cookies.`);
  const cookies = await folderCookies(mapTilesPrefix(map), MAP_COOKIE_SECONDS, { signer, clock });
  return { cookies, expires_in: MAP_COOKIE_SECONDS };
}
