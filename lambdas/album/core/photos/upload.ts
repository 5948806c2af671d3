import { DIRECT_UPLOAD_BYTES } from '../../../../lib/limits/photos.ts';
import { invalidFields, notFound, TesseraError } from '../../../kernel/errors.ts';
import { parseFields } from '../../../kernel/fields.ts';
import type { PhotoSize } from '../../photo-ports.ts';
import { PhotoFile, type StoredPhoto, type UploadFields } from '../../photo-schemas.ts';
import type { AlbumRecord } from '../../ports.ts';
import { checkSize, checkType, otherType } from './announced.ts';
import { type ConfirmTools, storedPhoto, wrongBytes } from './confirm.ts';
import { announcePhoto, type TicketTools } from './create-ticket.ts';
import { pictureType } from './picture-type.ts';

export type UploadedFile = { name: string; type: string; bytes: Uint8Array };
export type UploadTools = ConfirmTools & Pick<TicketTools, 'ids'>;

const REMEDY = 'A larger photo goes by ticket: POST /api/photos/presigned-url.';

/**
 * A photo that comes through the API itself, with the same checks as one that goes to the bucket by ticket.
 * @throws TesseraError 400 `wrong_type`, 413 `too_large` naming the tickets, 422, 404
 */
export async function uploadPhoto(
  file: UploadedFile | undefined,
  { title, description }: UploadFields,
  albumOf: () => Promise<AlbumRecord>,
  tools: UploadTools,
): Promise<StoredPhoto> {
  if (!file) throw invalidFields([{ field: 'file', message: 'It is missing; send the photo as a file of the form.' }]);
  const { bytes } = file;
  const { filename: name } = parseFields(PhotoFile.pick({ filename: true }), { filename: file.name });
  const type = checkType('file', file.type);
  checkSize('file', bytes.length, DIRECT_UPLOAD_BYTES, REMEDY);
  const found = pictureType(bytes);
  if (found !== type) throw otherType('file', type, found);
  const size = await measured(bytes, tools);
  const announced = { name, bytes: bytes.length, type, ...(title && { title }), ...(description && { description }) };
  const photo = await announcePhoto(announced, await albumOf(), tools);
  await tools.originals.putOnce(photo.key, bytes, type);
  if (!(await tools.photos.confirm(photo, size))) throw notFound('album', photo.collection);
  tools.taken(photo.bytes);
  await tools.variants([{ photo: photo.id, album: photo.collection }]);
  return storedPhoto(photo);
}

async function measured(bytes: Uint8Array, { codec }: UploadTools): Promise<PhotoSize> {
  try {
    return await codec.measure(bytes);
  } catch (error) {
    if (error instanceof TesseraError) throw wrongBytes(error.message);
    throw error;
  }
}
