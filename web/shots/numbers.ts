/** Lengths and places in px, as facts and lists say them. */

/** Tenths where they say something: `0.4`, `12.3`, `340`. */
export const lengthInPx = (length: number): string =>
  (length < 100 ? Math.round(length * 10) / 10 : Math.round(length)).toLocaleString('en');

/** A way with its sign: `+12`, `-3.5`, `0`. */
export function signedPx(way: number): string {
  const said = lengthInPx(Math.abs(way));
  if (said === '0') return said;
  return way < 0 ? `-${said}` : `+${said}`;
}

/** A place, to half a pixel. */
export const placeInPx = (at: number): string => (Math.round(at * 2) / 2).toLocaleString('en');

/** A place, to the tenth of a pixel that pictures tell. */
export const placeInTenths = (at: number): string =>
  at.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
