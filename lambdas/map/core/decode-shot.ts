import type { PictureCodec, Pixels } from '../ports/pictures.ts';
import { shotFailure } from './shot-failure.ts';

/** All pixels of a shot; what is wrong with it is told with the shot's name and the remedy. */
export async function decodeShot(pictures: PictureCodec, bytes: Uint8Array, name: string): Promise<Pixels> {
  try {
    return await pictures.decode(bytes);
  } catch (error) {
    throw shotFailure('unreadable', name, error instanceof Error ? error.message : String(error), error);
  }
}
