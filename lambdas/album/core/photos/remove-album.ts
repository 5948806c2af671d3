import { epochSeconds } from '../../../kernel/clock.ts';
import { inParallel } from '../../../kernel/pool.ts';
import type { AlbumWork } from '../../removal-ports.ts';
import { type RemovalTools, removeEntry, removePhoto } from './remove-photo.ts';

export type AlbumRemovalTools = RemovalTools & {
  albums: AlbumWork;
  /** Links that show the album. */
  links: { removeAll(album: string): Promise<void> };
};

/** Photos of one look, and of these at once: each takes some ten calls, all of them some seconds. */
const LOOK = 100;
const AT_ONCE = 8;

/**
 * Removes all of an album that is being deleted. Nothing is added to it any more: announcing and confirming a photo look at the
 * album's row in the moment of their write, so what is in it now is all that will ever be. A photo that lies in another album as
 * well stays there.
 * @returns epoch seconds when it should be looked at again; undefined when nothing of it is left, or it is not to be removed
 */
export async function removeAlbum(album: string, tools: AlbumRemovalTools): Promise<number | undefined> {
  if (!(await tools.albums.isDeleting(album))) return undefined;
  await tools.links.removeAll(album);
  const { entries } = await tools.albums.contents(album, LOOK);
  await inParallel(entries, AT_ONCE, (photo) => takeOut(photo, album, tools));
  const { entries: more, tickets } = await tools.albums.contents(album, 1);
  const later = await inParallel(tickets, AT_ONCE, async ({ photo, kind }) => {
    if (kind !== 'entry') return removeAnnounced(photo, tools);
    await removeEntry(album, photo, tools);
    return undefined;
  });
  if (more.length > 0) return epochSeconds(tools.clock());
  const again = later.filter((at) => at !== undefined).toSorted((a, b) => a - b)[0];
  if (again === undefined) await tools.albums.forget(album);
  else await tools.albums.wait(album, again);
  return again;
}

/** A photo that lies in this album alone goes with it. What somebody else changes in that moment is met again at the next look. */
async function takeOut(id: string, album: string, tools: AlbumRemovalTools): Promise<void> {
  const { work, photos } = tools;
  const photo = await work.find(id);
  // It was listed here, and has been taken out since, by another worker or its owner: where it lies now it stays.
  if (!photo?.albums?.includes(album)) return;
  if (photo.albums.length > 1 && photo.state === 'ready') {
    if (await work.moveOut(album, photo)) await removeEntry(album, id, tools);
    return;
  }
  if (photo.state === 'deleting' || (await photos.beginDeletion(photo))) await removePhoto(id, tools);
}

/** Announced to this album, so that it can lie in no other one; or going already. */
async function removeAnnounced(id: string, tools: AlbumRemovalTools): Promise<number | undefined> {
  const photo = await tools.work.find(id);
  if (photo?.state === 'pending') await tools.photos.beginDeletion(photo);
  return removePhoto(id, tools);
}
