import type { PhotoDoor } from '../../client/send-photo.ts';
import { albumApi } from '../data/album-api.ts';
import { readably } from '../data/readably.ts';
import { type Uploads, uploadsOf } from './uploads.ts';

/** The owner's uploads into an album. */
export const ownUploads = (album: string): Uploads => uploadsOf(album, doorOf(album), () => localStorage);

const doorOf = (album_id: string): PhotoDoor => ({
  ticket: (photo) => albumApi.createPhotoTicket({ ...photo, album_id }),
  renew: (photo) => albumApi.renewPhotoTicket(photo),
  confirm: (photo) => albumApi.confirmPhoto(photo),
  uploadShot: readably(albumApi),
});
