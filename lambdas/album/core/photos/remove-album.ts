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
    if (kind !== 'entry') return removeEvenIfWanted(photo, tools);
    await removeEntry(album, photo, tools);
    return undefined;
  });
  if (more.length > 0) return epochSeconds(tools.clock());
  const again = later.filter((at) => at !== undefined).toSorted((a, b) => a - b)[0];
  if (again === undefined) await tools.albums.forget(album);
  else await tools.albums.wait(album, again);
  return again;
}

async function takeOut(id: string, album: string, tools: AlbumRemovalTools): Promise<void> {
  const photo = await tools.work.find(id);
  if (photo && (await tools.work.moveOut(album, photo))) await removeEntry(album, id, tools);
  else await removeEvenIfWanted(id, tools);
}

/** Whether it was announced, confirmed or is going already. */
async function removeEvenIfWanted(id: string, tools: AlbumRemovalTools): Promise<number | undefined> {
  const photo = await tools.work.find(id);
  if (photo && photo.state !== 'deleting') await tools.photos.beginDeletion(photo);
  return removePhoto(id, tools);
}
