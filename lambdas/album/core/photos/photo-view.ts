import { PHOTOS_PER_PAGE } from '../../../../lib/limits/photos.ts';
import { PlaceInList, readCursor, writeCursor } from '../../../kernel/cursor.ts';
import type { Entry, PhotoRecord, Photos } from '../../photo-ports.ts';
import type { Photo, PhotoList, PhotosQuery } from '../../photo-schemas.ts';

/** As the API shows it; a pending one has no entry yet. */
export function photoView(photo: PhotoRecord, entry: Entry | undefined): Photo {
  const { id, name, title, description, bytes, width, height, created_at, guest } = photo;
  return {
    ...{ id, name, bytes, created_at },
    type: photo.type as Photo['type'],
    state: photo.state === 'ready' ? 'ready' : 'pending',
    variants: entry?.variants ?? 'making',
    ...(entry?.variants_error && { variants_error: entry.variants_error }),
    ...(title && { title }),
    ...(description && { description }),
    ...(width && height && { width, height }),
    ...(guest && { guest }),
  };
}

/** The photo with what is known of its variants in one of its albums: the one it was uploaded to, while it lies there. */
export async function showPhoto(photo: PhotoRecord, photos: Pick<Photos, 'entry'>): Promise<Photo> {
  const album = albumOfPhoto(photo);
  return photoView(photo, album === undefined ? undefined : await photos.entry(album, photo));
}

/** The album whose variants are shown where none is named; undefined while it is pending. */
export const albumOfPhoto = ({ albums = [], collection }: PhotoRecord): string | undefined =>
  albums.includes(collection) ? collection : albums.toSorted()[0];

/** Photos that lie in an album, newest first. A page may hold less than it could; only `next: null` is the end. */
export async function listPhotos(
  album: string,
  { next, limit = String(PHOTOS_PER_PAGE.usual) }: PhotosQuery,
  photos: Pick<Photos, 'ofAlbum'>,
): Promise<PhotoList> {
  const { items, after } = await photos.ofAlbum(album, Number(limit), readCursor(PlaceInList, next));
  return {
    items: items.map(({ photo, entry }) => photoView(photo, entry)),
    next: after ? writeCursor(after) : null,
  };
}
