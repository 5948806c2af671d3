import { MAP_PICTURE_SECONDS } from '../../../../lib/limits/private-maps.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { isCannotSign } from '../../../media/signing/cannot-sign.ts';
import type { Signer } from '../../../media/signing/signer.ts';
import type { MapCard, MapList, MapSummary } from '../../schemas.ts';
import { isPrivateMap, tileKey } from '../../tile-paths.ts';
import type { Listed } from './read-maps.ts';

type Tools = { signer: Signer; clock: Clock };

/** Every map with the address of its picture, the one tile of zoom 0: a list of private maps is then as many requests as one of public ones. */
export async function withPictures({ maps, next }: Listed, tools: Tools): Promise<MapList> {
  return { maps: await Promise.all(maps.map((map) => withPicture(map, tools))), next };
}

async function withPicture(summary: MapSummary, { signer, clock }: Tools): Promise<MapCard> {
  const { map, published_build, format } = summary;
  if (!published_build) return { ...summary, picture_url: null };
  const path = `/${tileKey(map, published_build, '0/0/0', format ?? 'webp')}`;
  if (!isPrivateMap(map)) return { ...summary, picture_url: path };
  try {
    return { ...summary, picture_url: await signer.url(path, MAP_PICTURE_SECONDS, clock()) };
  } catch (error) {
    // A list without pictures is better than none.
    if (isCannotSign(error)) return { ...summary, picture_url: null };
    throw error;
  }
}
