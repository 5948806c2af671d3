/** Numbers of maps that their owner alone sees. */

/** Cookies for the tiles of a map: as those of an album for its owner. The page renews them through the gate. */
export const MAP_COOKIE_SECONDS = 120;

/** A picture in a list is asked for as soon as the list is there. */
export const MAP_PICTURE_SECONDS = 120;
