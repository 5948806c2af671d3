import { FARTHEST_PIXEL } from '../../lib/limits.ts';

/**
 * The part of a viewer's address that keeps a place: `#z/x/y` or `#z/x/y/BUILD`; `#BUILD` is the whole map of that build.
 * x and y are map px (origin top-left) of the middle of the window, so a link means the same place whatever the zooms of later
 * builds; z is the zoom.
 */
export type Place = { zoom: number; x: number; y: number; build?: string };

/** What a link opens when it comes while another build is on show; no place: the whole map. */
export type Opened = { place: Place | undefined };

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`;
const BUILD = '([0-9A-HJKMNP-TV-Z]{26})';
const FORM = new RegExp(`^#${NUMBER}/${NUMBER}/${NUMBER}(?:/${BUILD})?$`);
const WHOLE = new RegExp(`^#${BUILD}$`);

/** No map has a level beyond it, nor a pixel beyond the farthest: the tiles of a window at much larger numbers could not be counted. */
const LARGEST_ZOOM = 64;

/** Undefined for anything else: then the whole map is shown. */
export function readPlace(hash: string): Place | undefined {
  const found = FORM.exec(hash);
  if (!found) return undefined;
  const build = found[4];
  const [zoom, x, y] = found.slice(1, 4).map(Number) as [number, number, number];
  if (Math.abs(zoom) > LARGEST_ZOOM || Math.abs(x) > FARTHEST_PIXEL || Math.abs(y) > FARTHEST_PIXEL) return undefined;
  return { zoom, x, y, ...(build && { build }) };
}

/** The nearest middle of a window that is in sight of the map: half a map beyond its edges at most. */
export const inSightOf = (
  { width, height }: { width: number; height: number },
  { x, y }: { x: number; y: number },
) => ({
  x: between(-width / 2, x, 1.5 * width),
  y: between(-height / 2, y, 1.5 * height),
});

/** The build that a link names, with a place or without. */
export const readBuild = (hash: string): string | undefined => FORM.exec(hash)?.[4] ?? WHOLE.exec(hash)?.[1];

/** Zoom to two decimals, place to a tenth of a map pixel: less than half a pixel on a screen at the largest zoom. */
export function writePlace({ zoom, x, y, build }: Place): string {
  const place = `#${round(zoom, 2)}/${round(x, 1)}/${round(y, 1)}`;
  return build ? `${place}/${build}` : place;
}

/** The same place in a build of other levels: zooms count from the smallest level, and a larger map has more of them. */
export const placeIn = (place: Place, from: { maxZoom: number }, to: { maxZoom: number }): Place => ({
  ...place,
  zoom: place.zoom + to.maxZoom - from.maxZoom,
});

/**
 * Where a view begins that comes in the place of another: at the link that brought it, else at the place that was left; undefined
 * without both, for the window's address to say.
 */
export function startOf(
  opened: Opened | undefined,
  left: { place: Place; shape: { maxZoom: number } } | undefined,
  shape: { maxZoom: number },
): Place | 'whole' | undefined {
  if (opened) return opened.place ?? 'whole';
  return left && placeIn(left.place, left.shape, shape);
}

const round = (value: number, decimals: number) => Number(value.toFixed(decimals)) + 0;
const between = (least: number, value: number, most: number) => Math.min(Math.max(value, least), most);
