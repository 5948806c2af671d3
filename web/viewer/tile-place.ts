/** A tile of the build on show, as the address keeps it: `?tile=z/x/y`. */
export type TilePlace = { z: number; x: number; y: number };

export const tileName = ({ z, x, y }: TilePlace): string => `${z}/${x}/${y}`;

/** Undefined for anything else: then none is asked about. */
export function readTile(search: string): TilePlace | undefined {
  const [, z, x, y] = /^(\d{1,2})\/(\d{1,8})\/(\d{1,8})$/.exec(new URLSearchParams(search).get('tile') ?? '') ?? [];
  return z && x && y ? { z: Number(z), x: Number(x), y: Number(y) } : undefined;
}

/** The query with this tile, or without one; slashes stay readable, as a query may hold them. */
export function withTile(search: string, tile: TilePlace | undefined): string {
  const query = new URLSearchParams(search);
  query.delete('tile');
  const rest = [query.toString(), tile && `tile=${tileName(tile)}`].filter(Boolean).join('&');
  return rest && `?${rest}`;
}

/** The same part of the map in a build of other levels; undefined where that has no such level. */
export function tileIn(
  { z, ...at }: TilePlace,
  from: { maxZoom: number },
  to: { maxZoom: number },
): TilePlace | undefined {
  const there = z + to.maxZoom - from.maxZoom;
  return there < 0 ? undefined : { ...at, z: there };
}
