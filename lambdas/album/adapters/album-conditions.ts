import { isoTime } from '../../kernel/clock.ts';

/** Of an album that is there for people: one that is being deleted is changed by nobody any more. */
export const ALBUM_EXISTS = 'attribute_exists(pk) AND attribute_not_exists(deleting_since)';

/** In the index of what remains to be done, until it is done. A number is epoch seconds. */
export const unsettled = (kind: 'variants' | 'photo' | 'entry' | 'album', at: Date | number) => ({
  unsettled: kind,
  due: typeof at === 'number' ? isoTime(at) : at.toISOString(),
});
