/** Which secrets are listed, in which order, and by pages. Pure. */
import type { Secret } from './secret.ts';

export type Filter = { Key: string; Values: string[] };

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
const begins = (text: string, wanted: string) => text.startsWith(wanted);
/** Each word of what is wanted begins a word of the text, whatever its case. */
const hasWords = (text: string, wanted: string) =>
  words(wanted).length > 0 && words(wanted).every((part) => words(text).some((word) => word.startsWith(part)));

type Texts = (secret: Secret) => string[];
const description: Texts = (secret) => (secret.description ? [secret.description] : []);
const tagKeys: Texts = ({ tags = [] }) => tags.map(({ Key }) => Key);
const tagValues: Texts = ({ tags = [] }) => tags.map(({ Value }) => Value);

/** `name` and tags by their beginnings; `description` and `all` by words, as the service was recorded to do. */
const KEYS: Record<string, { texts: Texts; matches: (text: string, wanted: string) => boolean }> = {
  name: { texts: ({ name }) => [name], matches: begins },
  description: { texts: description, matches: hasWords },
  'tag-key': { texts: tagKeys, matches: begins },
  'tag-value': { texts: tagValues, matches: begins },
  // Nothing here belongs to another service, or is replicated.
  'owning-service': { texts: () => [], matches: begins },
  'primary-region': { texts: () => [], matches: begins },
  all: {
    texts: (secret) => [secret.name, ...description(secret), ...tagKeys(secret), ...tagValues(secret)],
    matches: hasWords,
  },
};
export const FILTER_KEYS = Object.keys(KEYS);

/** All filters must hold; of the values of one, one must. `!` before a value: what it does not match. */
export const isListed = (secret: Secret, filters: Filter[]): boolean =>
  filters.every(({ Key, Values }) => {
    const { texts, matches } = KEYS[Key]!;
    const some = (wanted: string) => texts(secret).some((text) => matches(text, wanted));
    return Values.some((value) => (value.startsWith('!') ? !some(value.slice(1)) : some(value)));
  });

const ORDERS: Record<string, (secret: Secret) => number | string> = {
  'created-date': ({ created }) => created,
  'last-accessed-date': ({ read = 0 }) => read,
  'last-changed-date': ({ changed }) => changed,
  name: ({ name }) => name,
};
export const ORDER_NAMES = Object.keys(ORDERS);

type Place = readonly [number | string, string];
const compare = (a: Place, b: Place) => compareOne(a[0], b[0]) || compareOne(a[1], b[1]);
const compareOne = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A page of things in order, each by its place: what is added or goes between two pages moves nothing else.
 * @param after the token of the page before
 * @throws Error for what is no such token
 */
export function pageOf<Thing>(
  things: Thing[],
  placeOf: (thing: Thing) => Place,
  { most, after, isDescending = false }: { most: number; after?: string | undefined; isDescending?: boolean },
): { shown: Thing[]; next?: string } {
  const sign = isDescending ? -1 : 1;
  const from = after === undefined ? undefined : placeIn(after);
  const rest = things
    .map((thing) => ({ thing, place: placeOf(thing) }))
    .filter(({ place }) => from === undefined || sign * compare(place, from) > 0)
    .sort((a, b) => sign * compare(a.place, b.place));
  const shown = rest.slice(0, most);
  const next = rest.length > most ? Buffer.from(JSON.stringify(shown.at(-1)!.place)).toString('base64url') : undefined;
  return { shown: shown.map(({ thing }) => thing), ...(next && { next }) };
}

function placeIn(token: string): Place {
  const place: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
  if (!Array.isArray(place) || place.length !== 2 || typeof place[1] !== 'string') throw new Error('No place.');
  return place as unknown as Place;
}

export const placeBy =
  (order: string) =>
  (secret: Secret): Place => [ORDERS[order]!(secret), secret.name];
