import { randomInt, randomUUID } from 'node:crypto';
import { decodeTime, ulid } from 'ulid';

/** Makes new identifiers; passed in, so that the core has no randomness of its own. */
export type Ids = {
  /** 26 characters that sort by the time they were made: later builds are greater ones. */
  ulid(): string;
  screenshot(): string;
  /** Of a game. */
  save(): string;
  album(): string;
  photo(): string;
  /** Of a link; sorts by the time it was made. */
  share(): string;
  /** An address that people can read: the name's letters and six random characters, with a mark between them. */
  slug(name: string, mark: '-' | '_'): string;
};

export const randomIds: Ids = {
  ulid: () => ulid(),
  screenshot: () => `shot_${randomUUID()}`,
  save: () => `save_${randomUUID()}`,
  album: () => `album_${randomUUID()}`,
  photo: () => `photo_${randomUUID()}`,
  share: () => `share_${ulid()}`,
  slug: (name, mark) => `${slugOf(name)}${mark}${randomCharacters(6)}`,
};

/** When a ulid was made. */
export const timeOf = (id: string): Date => new Date(decodeTime(id));

/** a-z, 0-9 and single hyphens, at most 50 characters; `map` when the name has no such letters. */
export function slugOf(name: string): string {
  const letters = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]+/g, '-');
  return letters.slice(0, 50).replaceAll(/^-+|-+$/g, '') || 'map';
}

// Without 0, 1, i, l and o: an id is sometimes read aloud or typed.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

const randomCharacters = (count: number) =>
  Array.from({ length: count }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
