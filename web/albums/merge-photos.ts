import type { Photo } from '../../lambdas/album/photo-schemas.ts';

/**
 * What is known of an album, with a page of its list: newest first, each photo once, as the newer answer tells it. A page that
 * overlaps what is known (asked for again, because photos were added) changes nothing else.
 */
export function mergePhotos(known: readonly Photo[], page: readonly Photo[]): Photo[] {
  const byId = new Map(known.map((photo) => [photo.id, photo]));
  for (const photo of page) byId.set(photo.id, photo);
  return [...byId.values()].toSorted(newestFirst);
}

const newestFirst = (a: Photo, b: Photo) => compare(b.created_at, a.created_at) || compare(b.id, a.id);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
