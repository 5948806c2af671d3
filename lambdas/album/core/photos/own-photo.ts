import type { Caller } from '../../../kernel/caller.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { PhotoRecord, Photos } from '../../photo-ports.ts';

/** @throws TesseraError 404, also for a photo of somebody else */
export async function ownPhoto(photo: string, { sub }: Caller, photos: Pick<Photos, 'find'>): Promise<PhotoRecord> {
  const record = await photos.find(photo);
  if (record?.owner !== sub) throw notFound('photo', photo);
  return record;
}
