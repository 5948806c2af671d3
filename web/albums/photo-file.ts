/** What a chosen file is, before anything is asked or sent: most of what cannot be taken is told at once, without the network. */
import type { Announced } from '../../client/send-photo.ts';
import { sha256 } from '../../client/sha256.ts';
import { PHOTO_BYTES } from '../../lib/limits/photos.ts';
import { fileSize } from '../parts/durations.ts';
import { pictureType, TYPE_BYTES } from '../parts/picture-type.ts';
import { albumText } from '../text/en-album.ts';

/** No other attempt will help: only another file. */
export class WrongFile extends Error {}

/** Brands of HEIF files with HEVC in them (ISO/IEC 23008-12), which neither browsers nor the platform decode. */
const HEIC = /^(heic|heix|hevc|hevx|heim|heis|mif1|msf1)$/;

/** @throws WrongFile with what to do */
export async function describePhoto(file: File): Promise<Announced> {
  if (file.size === 0) throw new WrongFile(albumText.isEmpty);
  const start = await read(file.slice(0, TYPE_BYTES));
  const type = pictureType(start);
  if (!type) throw new WrongFile(isHeic(start) ? albumText.isHeic : albumText.isNoPhoto);
  if (file.size > PHOTO_BYTES) throw new WrongFile(albumText.isTooLarge(fileSize(file.size), fileSize(PHOTO_BYTES)));
  const announced = { filename: file.name, content_type: type, file_size: file.size };
  // Web Crypto is there on HTTPS and on this machine's own addresses only; the store then compares the length alone.
  return globalThis.isSecureContext === false ? announced : { ...announced, sha256: await sha256(await read(file)) };
}

function isHeic(start: Uint8Array): boolean {
  const latin = String.fromCharCode(...start.subarray(4, TYPE_BYTES));
  return latin.startsWith('ftyp') && HEIC.test(latin.slice(4));
}

async function read(part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch (cause) {
    throw new WrongFile(albumText.cannotBeRead, { cause });
  }
}
