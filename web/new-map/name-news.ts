import type { MapSummary } from '../../lambdas/map/schemas.ts';

/** What a typed name will make: a new map, or a new build of one that is there. Pure. */
export type NameNews =
  | { makes: 'unknown' }
  | { makes: 'map' }
  | { makes: 'build'; visibility: MapSummary['visibility'] }
  /** One of the maps has this name, but for small and capital letters, which count. */
  | { makes: 'map'; like: string };

/** The visitor's own maps as far as they are known; `complete` when there are no others. */
export type OwnMaps = { maps: readonly Pick<MapSummary, 'name' | 'visibility'>[]; complete: boolean };

export function nameNews(typed: string, { maps, complete }: OwnMaps): NameNews {
  const name = typed.trim();
  if (name === '') return { makes: 'unknown' };
  const same = maps.find((map) => map.name === name);
  if (same) return { makes: 'build', visibility: same.visibility };
  const like = maps.find((map) => map.name.toLowerCase() === name.toLowerCase());
  if (like) return { makes: 'map', like: like.name };
  return complete ? { makes: 'map' } : { makes: 'unknown' };
}
