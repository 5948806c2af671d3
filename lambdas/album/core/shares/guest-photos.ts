/** What guests do with photos: see those of the album, and add their own. Nobody sees an original through a link. */
import { ALBUM_COOKIE_SECONDS, GUEST_PICTURE_RATE } from '../../../../lib/limits/shares.ts';
import { conflict, notFound, TesseraError } from '../../../kernel/errors.ts';
import type { Entry, PhotoRecord, Photos } from '../../photo-ports.ts';
import type { PhotoFile, PhotoList, PhotosQuery, PhotoTicket } from '../../photo-schemas.ts';
import type { GuestPhoto, SentPhoto, SentPhotos } from '../../share-schemas.ts';
import { type Variant, variantKey } from '../../variants.ts';
import { type ConfirmTools, confirmPhoto } from '../photos/confirm.ts';
import { createPhotoTicket, type TicketTools } from '../photos/create-ticket.ts';
import { listPhotos } from '../photos/photo-view.ts';
import { type Image, type ShownTools, shownVariant } from '../photos/picture-ways.ts';
import { renewPhotoTicket } from '../photos/renew-ticket.ts';
import { enter, type Guest, type GuestTools } from './enter.ts';

/** @throws TesseraError those of `enter` */
export async function listGuestPhotos(
  guest: Guest,
  query: PhotosQuery,
  tools: GuestTools & { photos: Photos },
): Promise<PhotoList> {
  const { album } = await enter(guest, 'see', tools);
  return listPhotos(album.id, query, tools.photos);
}

/**
 * A copy of a photo of the album: by the edge; where that cannot be signed, up to 4 MB the bytes themselves, above that an address in
 * the bucket. What is signed is good for as long as a guest's cookies: a link that is taken back shows nothing more after that.
 * @throws TesseraError those of `enter`; 404 for a photo of another album and for one that is just going, `not_ready`, `no_picture`
 */
export async function guestPicture(
  guest: Guest,
  { photo, variant }: { photo: string; variant: Variant },
  tools: GuestTools & ShownTools & { photos: Photos },
): Promise<Image> {
  const { album } = await enter(guest, 'see', tools, GUEST_PICTURE_RATE);
  const record = await tools.photos.find(photo);
  const entry = record && (await tools.photos.entry(album.id, record));
  if (!entry) throw notFound('photo', photo);
  if (entry.variants === 'failed') {
    const remedy = 'Whoever added it may add an undamaged copy.';
    throw new TesseraError('no_picture', 404, `${photo} cannot be shown. ${remedy}`);
  }
  if (entry.variants === 'making') {
    throw new TesseraError('not_ready', 404, `${photo} is being made ready. Try again in a moment.`);
  }
  const image = await shownVariant(variantKey(album.id, photo, variant), ALBUM_COOKIE_SECONDS.guest, tools);
  if (!image) throw notFound('photo', photo);
  return image;
}

/**
 * A ticket for one photo more, of the link's own quota.
 * @throws TesseraError those of `enter` and of a ticket; 409 `quota_reached`
 */
export async function createGuestTicket(
  guest: Guest,
  file: PhotoFile,
  tools: GuestTools & TicketTools,
): Promise<PhotoTicket> {
  const { album, hash, link } = await enter(guest, 'add', tools);
  const counted = async () => {
    if (await tools.links.countUpload(hash, tools.clock())) return album;
    throw conflict(
      'quota_reached',
      `Guests may add ${link.max_photos} photos by this link, and have. Ask its owner for more.`,
    );
  };
  return createPhotoTicket(file, counted, tools, { link: hash });
}

/** @throws TesseraError those of `enter` and of a renewal; 404 for a photo that no guest announced for this album */
export async function renewGuestTicket(
  guest: Guest,
  photo: string,
  tools: GuestTools & TicketTools,
): Promise<PhotoTicket> {
  return renewPhotoTicket(await photoOfGuest(guest, photo, tools), tools);
}

/** @throws TesseraError those of `enter` and of a confirmation; 404 for a photo that no guest announced for this album */
export async function confirmGuestPhoto(
  guest: Guest,
  photo: string,
  tools: GuestTools & ConfirmTools,
): Promise<GuestPhoto> {
  const { photo_id, filename } = await confirmPhoto(await photoOfGuest(guest, photo, tools), tools);
  return { photo_id, filename };
}

/**
 * What became of photos: for who was cut off before he was told, and for what is found out only later. A guest who may not see the
 * album sees his own by it: of photos that came another way, as of those that are not there, nothing is said.
 * @throws TesseraError those of `enter`
 */
export async function sentPhotos(
  guest: Guest,
  ids: string[],
  tools: GuestTools & { photos: Pick<Photos, 'announcedTo'> },
): Promise<SentPhotos> {
  const { album, hash } = await enter(guest, 'add', tools);
  const found = await tools.photos.announcedTo(album.id, ids);
  const byThisLink = found.filter(({ photo }) => photo.link === hash);
  const states = new Map(byThisLink.map(({ photo, entry }) => [photo.id, stateOf(photo, entry)]));
  return { items: ids.map((photo_id) => ({ photo_id, ...(states.get(photo_id) ?? { state: 'gone' }) })) };
}

function stateOf({ state }: PhotoRecord, entry: Entry | undefined): Omit<SentPhoto, 'photo_id'> {
  if (state === 'pending') return { state };
  // Its owner took it out of the album.
  if (!entry) return { state: 'gone' };
  const { variants, variants_error } = entry;
  return { state: 'ready', variants, ...(variants_error && { variants_error }) };
}

/** Its id is a secret of whoever announced it until it is confirmed, so that guests of one album need not be told apart. */
async function photoOfGuest(guest: Guest, photo: string, tools: GuestTools & { photos: Photos }): Promise<PhotoRecord> {
  const { album } = await enter(guest, 'add', tools);
  const record = await tools.photos.find(photo);
  if (!record?.guest || record.collection !== album.id) throw notFound('photo', photo);
  return record;
}
