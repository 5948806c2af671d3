/** Numbers of maps that their owner alone sees. */
import { OWNER_COOKIE_SECONDS } from './cookies.ts';

/** Cookies for the tiles of a map. The page renews them through the gate. */
export const MAP_COOKIE_SECONDS = OWNER_COOKIE_SECONDS;

/** A picture in a list is asked for as soon as the list is there. */
export const MAP_PICTURE_SECONDS = 120;
