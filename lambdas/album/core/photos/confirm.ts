import { type Clock, epochSeconds } from '../../../kernel/clock.ts';
import { gone, notFound, TesseraError } from '../../../kernel/errors.ts';
import type { AskForVariants } from '../../message-schemas.ts';
import type { PhotoCodec, PhotoObjects, PhotoRecord, Photos } from '../../photo-ports.ts';
import type { StoredPhoto } from '../../photo-schemas.ts';
import { inspect } from './inspect.ts';

export type ConfirmTools = {
  photos: Photos;
  originals: PhotoObjects;
  codec: PhotoCodec;
  /** Asks for its variants. */
  variants: AskForVariants;
  /** Is told of each photo that lies in its album from now on, and of its size. */
  taken: (bytes: number) => void;
  clock: Clock;
};

/**
 * `pending -> ready`: the upload is what was announced, so it lies in its album from now on. A repeat, also at the same time,
 * answers the same and changes nothing.
 * @throws TesseraError 404 `not_uploaded`; 410 `ticket_expired`; 422 `wrong_bytes`: then the upload is removed, and the photo with it
 */
export async function confirmPhoto(photo: PhotoRecord, tools: ConfirmTools): Promise<StoredPhoto> {
  if (photo.state !== 'ready' && photo.ticket_until <= epochSeconds(tools.clock())) throw expired(photo);
  return takeIn(photo, tools);
}

/**
 * The same of an upload that the bucket tells of, also after its ticket has ended: the bucket has taken it while that was good.
 * @throws TesseraError those of `confirmPhoto`
 */
export const confirmArrived = (photo: PhotoRecord, tools: ConfirmTools): Promise<StoredPhoto> =>
  takeIn(photo, tools, { late: true });

async function takeIn(photo: PhotoRecord, tools: ConfirmTools, options?: { late: boolean }): Promise<StoredPhoto> {
  const { photos, originals, variants, taken } = tools;
  if (photo.state === 'ready') return storedPhoto(photo);
  const found = await inspect(photo, tools);
  if (!found) throw notUploaded(photo);
  if ('wrong' in found) {
    // The state first: from then on nobody else can find it good, so that nothing good is removed.
    const mine = await photos.beginDeletion(photo);
    if (!mine) return settled(photo, tools);
    await originals.delete([photo.key]);
    throw wrongBytes(found.wrong);
  }
  if (!(await photos.confirm(photo, found.size, options))) return settled(photo, tools);
  taken(photo.bytes);
  await variants([{ photo: photo.id, album: photo.collection }]);
  return storedPhoto(photo);
}

/** Somebody else was faster: whatever came of it holds. */
async function settled({ id }: PhotoRecord, { photos, clock }: ConfirmTools): Promise<StoredPhoto> {
  const now = await photos.find(id);
  if (!now) throw notFound('photo', id);
  if (now.state === 'ready') return storedPhoto(now);
  if (now.ticket_until <= epochSeconds(clock())) throw expired(now);
  // Nothing else is left that can be in the way: its album is being deleted, and it goes with it.
  throw notFound('photo', id);
}

export const storedPhoto = ({ id, name }: PhotoRecord): StoredPhoto => ({
  photo_id: id,
  filename: name,
  url: `/api/photos/${id}/image`,
});

const expired = ({ id }: PhotoRecord) =>
  gone(
    'ticket_expired',
    `The ticket of ${id} has expired. Get a new one (its route ends in /${id}/ticket) and confirm again; PUT the file only if that says not_uploaded.`,
  );
const notUploaded = ({ id }: PhotoRecord) =>
  new TesseraError(
    'not_uploaded',
    404,
    `Nothing was uploaded for ${id}. PUT the file as its ticket says, then confirm.`,
  );
export const wrongBytes = (wrong: string) =>
  new TesseraError(
    'wrong_bytes',
    422,
    `What was uploaded is not what was announced: ${wrong}. It is removed; check the file and ask for a new ticket.`,
  );
