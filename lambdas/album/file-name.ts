/** What a photo is called when its owner stores it again: by the API, and by the page, whose word goes before what the API says. */
import type { PHOTO_TYPES } from '../../lib/limits/photos.ts';
import { safeFileName } from '../kernel/content-disposition.ts';

const ENDINGS: Record<(typeof PHOTO_TYPES)[number], [usual: string, ...others: string[]]> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
};

/** Its own name, made safe first: what goes for that may be all that stood before the ending (`..`, ` .jpg`). One that ends as another kind of file than it is would be opened by another program, as a page or to be run. */
export function fileName(name: string, type: keyof typeof ENDINGS): string {
  const endings = ENDINGS[type];
  const safe = safeFileName(name);
  const has = endings.some((ending) => safe.toLowerCase().endsWith(`.${ending}`));
  return has ? safe : `${safe}.${endings[0]}`;
}
