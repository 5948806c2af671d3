import type { PictureCodec, Pixels, Rows } from '../ports/pictures.ts';
import { type NamedShot, ShotFailure } from './shot-failure.ts';

/** All pixels of a shot, or some rows of it; what is wrong with it is told with the shot's name and the remedy. */
export async function decodeShot(
  pictures: Pick<PictureCodec, 'decode'>,
  bytes: Uint8Array,
  shot: NamedShot,
  rows?: Rows,
): Promise<Pixels> {
  try {
    return await pictures.decode(bytes, rows);
  } catch (error) {
    throw new ShotFailure('unreadable', shot, error instanceof Error ? error.message : String(error), error);
  }
}
