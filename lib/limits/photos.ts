/** Numbers of albums and their photos that two places must agree on. */
const KiB = 1024;
const MiB = 1024 * KiB;

/** Largest photo of an album; and the largest picture that is decoded for one, in px: the sensors of today's phones have up to 200 MP, what they
 * store by default far less. */
export const PHOTO_BYTES = 50 * MiB;
export const PHOTO_PIXELS = 100e6;

/**
 * Times that a JPEG goes over its picture. Encoders make ten of a progressive one; each takes 45 ms of a core for 100 million px (measured), so
 * that one of 2,649, a megabyte in all, held a worker of copies for two minutes.
 */
export const JPEG_SCANS = 100;

/** Kinds of photos: those that the decoder reads. HEIC is not among them (sharp's libvips comes without it, for its patents). */
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;

/** How long a ticket of a photo is good. */
export const PHOTO_TICKET_SECONDS = 900;

/**
 * A PUT that began in the last moment of its ticket is waited for so long by whoever removes photos. One over a slower line comes when no
 * row knows of it any more, and goes by the bucket's word.
 */
export const LATE_PUT_SECONDS = 60;

/**
 * So long the bucket's word that a file has come is held back: who sent it says so himself within a round trip, and is told then what
 * is wrong with it. A phone that was cut off may come back; from then on nobody waits for it.
 */
export const ARRIVAL_DELAY_SECONDS = 60;

/** What is read of an upload to know what it is: the headers of most photos, EXIF and colour profile included. */
export const PHOTO_HEAD_BYTES = 256 * KiB;

/** Largest photo that goes through a function: 6 MB of a Lambda request, in base64, with room for the form's other fields. */
export const DIRECT_UPLOAD_BYTES = 4 * MiB;

/** Seconds that a worker has for the variants of a photo, for a look at what is to be removed (100 photos of an album), and for one that has come. */
export const PHOTO_WORK_SECONDS = { variants: 60, remove: 120, arrivals: 60 } as const;

/** How long one looks at a photo by one address: pages ask again. */
export const VIEW_SECONDS = 120;

/** Longest side of a variant in px: a tile of a list, and a screen. */
export const VARIANT_SIDES = { thumb: 320, screen: 2048 } as const;

/**
 * A deletion that lasts longer is said to be late: tickets are good for a quarter of an hour and a minute after it began, and the queue holds a
 * message back for a quarter of an hour at most.
 */
export const ALBUM_DELETION_SECONDS = 1800;

/** What a message should have done by now is asked for again by the tidying. */
export const UNSETTLED_SECONDS = 900;

/** A photo that has killed its worker so often is given up: five attempts are all that the queue makes. */
export const VARIANT_ATTEMPTS = 3;

/** Photos that a guest may ask about at once: as many as one batch reads (BATCH_GET_ITEMS). */
export const SENT_PHOTOS_ASKED = 100;

/** Photos on a page of a list, unless the caller asks for fewer or more. */
export const PHOTOS_PER_PAGE = { usual: 50, most: 100 } as const;

/**
 * Seconds until a page asks again about photos that are being prepared: one takes about a second where nothing else is to be done. Each
 * time that none has become ready meanwhile it waits twice as long, for in a crowd hundreds of pages wait for the same photos.
 */
export const PREPARING_POLL_SECONDS = { first: 2, most: 15 } as const;
