import type { Client } from '../../client/client.ts';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import { untilPrepared } from '../../test/support/albums.ts';
import { newPhoto } from './new-photo.ts';

/** Puts so many photos of these pixels into an album, and waits until all of them can be seen. */
export async function fill(api: Client, album: string, count: number, jpeg: Buffer): Promise<void> {
  const numbers = Array.from({ length: count }, (_, i) => i);
  await inParallel(numbers, 4, async (i) => {
    const { announced, bytes } = newPhoto(jpeg, `IMG_${album}_${i}.jpg`);
    const ticket = await api.createPhotoTicket({ ...announced, album_id: album });
    await api.uploadShot(ticket, new Uint8Array(bytes));
    await api.confirmPhoto(ticket.photo_id);
  });
  await untilPrepared(api, album, count, 600);
}
