/** Numbers of links that show an album. */

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
export const ALBUM_COOKIE_SECONDS = { owner: 120, guest: 60 } as const;

/**
 * Requests of one address (IPv6: of one /64) in so many seconds. A guest's page asks three times and once a minute, and per 100 photos
 * once; where it has no cookies, once for each picture, so that an album of 500 photos takes a twelfth of what is allowed. A
 * party behind one address shares them.
 */
export const GUEST_RATE = { name: 'guest', most: 3000, seconds: 300 } as const;
export const GUEST_PICTURE_RATE = { name: 'guest-picture', most: 6000, seconds: 300 } as const;
/**
 * Wrong passwords: of one address for a link, and of all addresses for a link, because one person may have many addresses. 9,600 a day
 * are no way to guess a password of eight characters that is in no list.
 */
export const PASSWORD_RATE = { name: 'password', most: 10, seconds: 900 } as const;
export const LINK_PASSWORD_RATE = { name: 'link-password', most: 100, seconds: 900 } as const;
