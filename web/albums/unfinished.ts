/**
 * What a window knows of photos that it was adding, so that the next one can go on where it was closed: names, sizes and checksums,
 * never their bytes. Pure: where it is kept is `kept-uploads.ts`.
 */
import { type Announced, begun, type PhotoProgress } from '../../client/send-photo.ts';
import type { QueuedPhoto } from '../../client/upload-photos.ts';
import { WrongFile } from './photo-file.ts';

export type KeptPhoto = {
  name: string;
  size: number;
  /** Once it was looked at, where browsers can sum. */
  sha256?: string;
  /** Once it has a ticket. */
  photo?: string;
  /** Its bytes have left. */
  isThere?: true;
  /** It lies in the album. */
  isDone?: true;
};

export const unfinishedOf = (photos: readonly KeptPhoto[]): KeptPhoto[] => photos.filter(({ isDone }) => !isDone);

/** Of several windows. Two that were opened after a third had been closed may both know what that one left. */
export function mergedOf(lists: Iterable<readonly KeptPhoto[]>): KeptPhoto[] {
  const merged = new Map<unknown, KeptPhoto>();
  for (const each of [...lists].flat()) {
    const { name, size, sha256, photo } = each;
    // Of what nobody has looked at, two may be two.
    const same = sha256 === undefined ? (photo ?? each) : JSON.stringify([name, size, sha256]);
    const known = merged.get(same);
    if (!known || each.isDone || (each.isThere && !known.isDone)) merged.set(same, each);
  }
  return [...merged.values()];
}

/** What is to be kept: of the photos of this window, and of an earlier one those that were not chosen again. */
export function keptOf(photos: readonly QueuedPhoto<File>[], left: readonly KeptPhoto[]): KeptPhoto[] {
  const rest = [...left];
  const own = photos.flatMap((photo): KeptPhoto[] => {
    if (photo.error instanceof WrongFile) return [];
    if (photo.announced) return [keptPhoto(photo, photo.announced)];
    // Not looked at yet: it is what the earlier window knew of a file of that name and size.
    const { name, size } = photo.file;
    const at = rest.findIndex((each) => each.name === name && each.size === size);
    return at < 0 ? [{ name, size }] : rest.splice(at, 1);
  });
  return [...own, ...rest];
}

const keptPhoto = ({ stage, progress }: QueuedPhoto<File>, { filename, file_size, sha256 }: Announced): KeptPhoto => ({
  ...{ name: filename, size: file_size },
  ...(sha256 !== undefined && { sha256 }),
  ...(progress.ticket && { photo: progress.ticket.photo_id }),
  ...(progress.isThere && { isThere: true }),
  ...(stage === 'done' && { isDone: true }),
});

/**
 * Takes out of `left` what an earlier window knew of a file that was chosen again. The same name and size are not enough where there
 * are checksums: cameras begin again with IMG_0001.
 * @returns how far it had come; undefined when it begins anew
 */
export function takeBegun(left: KeptPhoto[], { filename, file_size, sha256 }: Announced): PhotoProgress | undefined {
  const isSame = ({ name, size }: KeptPhoto) => name === filename && size === file_size;
  const bySum = left.findIndex((each) => isSame(each) && each.sha256 === sha256);
  const at = bySum < 0 ? left.findIndex((each) => isSame(each) && each.sha256 === undefined) : bySum;
  if (at < 0) return undefined;
  const [{ photo, isThere = false }] = left.splice(at, 1) as [KeptPhoto];
  return photo === undefined ? undefined : begun(photo, isThere);
}
