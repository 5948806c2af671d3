/**
 * Where the tiles of a map lie: keys in the bucket of tiles, and paths of URLs alike. Those of a private map lie below `media/`, which
 * the edge shows to whom it was signed for; every other key is everybody's. The id alone says which, so that a step without a
 * table, a page and a command know it before they ask anything (docs/decisions/0035).
 */
import type { TileFormat } from './schemas.ts';

/** In the id of a private map, before its random characters; no other id has it. */
const PRIVATE = '_';
export const isPrivateMap = (map: string) => map.includes(PRIVATE);
export const markOf = (visibility: 'public' | 'private') => (visibility === 'private' ? PRIVATE : '-');

/** Of tiles, for rights and behaviours: everybody's, and those that are signed for. */
export const TILE_FOLDERS = { public: 'tiles/', private: 'media/maps/' } as const;

export const tileExtension = (format: TileFormat) => (format === 'png' ? 'png' : 'webp');
export const mapTilesPrefix = (map: string) => `${TILE_FOLDERS[isPrivateMap(map) ? 'private' : 'public']}${map}/`;
export const tilesPrefix = (map: string, build: string) => `${mapTilesPrefix(map)}${build}/`;
export const tileKey = (map: string, build: string, tile: string, format: TileFormat) =>
  `${tilesPrefix(map, build)}${tile}.${tileExtension(format)}`;
export const mapJsonKey = (map: string) => `${mapTilesPrefix(map)}map.json`;
/** The same of one build, written beside its tiles and never changed: links and exports name builds. */
export const buildMapJsonKey = (map: string, build: string) => `${tilesPrefix(map, build)}map.json`;

/** The map whose folder a path lies in; undefined for another. */
export const mapOfTilePath = (path: string): string | undefined =>
  Object.values(TILE_FOLDERS)
    .filter((folder) => path.startsWith(`/${folder}`))
    .map((folder) => path.slice(folder.length + 1).split('/')[0])[0];

/** How long caches keep what lies there. What is private is for no cache on the way: only for the edge, which asks who looks. */
export const cacheControl = (map: string, lifetime: string) => (isPrivateMap(map) ? lifetime : `public, ${lifetime}`);
