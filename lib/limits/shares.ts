/** Numbers of links that show an album. */
import { OWNER_COOKIE_SECONDS } from './cookies.ts';

/**
 * Photos that guests may add when the owner says nothing, and at most; views, and links of an album, that
 * somebody may ask for. Passwords are limited in length because hashing one takes its time, and begin at eight characters (NIST SP
 * 800-63B, 3.1.1.2).
 */
export const SHARE = {
  days: 365,
  password: [8, 200],
  photos: { usual: 100, most: 1000 },
  views: 1_000_000,
  ofAlbum: 100,
} as const;

/** What was a link answers that it is none any more (410), for 30 days; then it was never there (404). */
export const TOMBSTONE_SECONDS = 30 * 24 * 3600;

/** The header in which who has opened a link sends the session. */
export const SESSION_HEADER = 'x-share-session';

/** Opening a link is one view, for an hour; within it the page renews its cookies. */
export const SHARE_SESSION_SECONDS = 3600;

/** Cookies for the pictures of an album. A revoked link shows nothing any more once the last of a guest's have died. */
export const ALBUM_COOKIE_SECONDS = { owner: OWNER_COOKIE_SECONDS, guest: 60 } as const;

/**
 * Requests of one address (IPv6: of one /64) in so many seconds. A guest's page asks three times and once a minute, and per 100 photos
 * once; where it has no cookies, once for each picture, so that an album of 500 photos takes a twelfth of what is allowed. A
 * party behind one address shares them.
 */
export const GUEST_RATE = { name: 'guest', most: 3000, seconds: 300 } as const;
export const GUEST_PICTURE_RATE = { name: 'guest-picture', most: 6000, seconds: 300 } as const;
/**
 * Wrong passwords for a link. Of one address ten in a quarter of an hour. Of all strangers together, because one person may have many
 * addresses, 100 in a quarter of an hour and 500 in a day (of UTC): 180,000 in a year, no way to guess a password of eight
 * characters that is in no list. Whoever has opened the link before is no stranger, and has ten of his own: an attacker keeps
 * new guests out for the rest of the day at most while he goes on, and those who were in never.
 */
export const PASSWORD_RATE = { name: 'password', most: 10, seconds: 900 } as const;
export const LINK_PASSWORD_RATE = { name: 'link-password', most: 100, seconds: 900 } as const;
export const LINK_PASSWORD_DAY_RATE = { name: 'link-password-day', most: 500, seconds: 24 * 3600 } as const;
export const KNOWN_PASSWORD_RATE = { name: 'known-password', most: 10, seconds: 900 } as const;
/** Who has opened a link with a password is known for so long after the session's end. */
export const KNOWN_GUEST_SECONDS = 30 * 24 * 3600;
/** From so many wrong passwords of strangers in a day on the owner is told: a party that mistypes has fewer. */
export const MANY_WRONG_PASSWORDS = 50;
