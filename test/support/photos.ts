/** Photos that people upload to the albums of a running platform. */
import type { Client } from '../../client/client.ts';
import type { PhotoTicketRequest } from '../../lambdas/album/photo-schemas.ts';
import { fileOf } from './album-room.ts';

/** What a photo of these bytes is announced with. */
export const announced = (album_id: string, bytes: Uint8Array, type?: string): PhotoTicketRequest => ({
  ...fileOf(bytes, type),
  album_id,
});

/** Ticket, upload, confirm. @returns its id */
export async function addPhoto(api: Client, album: string, bytes: Uint8Array, type?: string): Promise<string> {
  const { photo_id, ...ticket } = await api.createPhotoTicket(announced(album, bytes, type));
  await api.uploadShot(ticket, new Uint8Array(bytes));
  await api.confirmPhoto(photo_id);
  return photo_id;
}
