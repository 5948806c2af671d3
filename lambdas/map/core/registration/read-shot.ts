import type { Kernel } from '../../ports/kernel.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { OpenCv } from '../../ports/opencv.ts';
import type { PictureCodec, Pixels } from '../../ports/pictures.ts';
import { decodeShot } from '../decode-shot.ts';
import { ShotFailure } from '../shot-failure.ts';

export type CoordsTools = {
  work: Pick<ObjectStore, 'get'>;
  pictures: Pick<PictureCodec, 'decode'>;
  kernel: Kernel;
  /** Loaded when it is first asked for: most batches do without. */
  openCv(): Promise<OpenCv>;
};

export type ShotFile = { id: string; key: string; name: string };
type Size = { width: number; height: number };

/** @throws ShotFailure `missing`, `unreadable`, `wrong_size` */
export async function readShot(
  { pictures }: Pick<CoordsTools, 'pictures'>,
  bytes: Uint8Array | undefined,
  shot: ShotFile,
  { width, height }: Size,
): Promise<Pixels> {
  if (!bytes) throw new ShotFailure('missing', shot, 'The screenshot is no longer in the bucket.');
  const pixels = await decodeShot(pictures, bytes, shot);
  if (pixels.width === width && pixels.height === height) return pixels;
  const sizes = `is ${pixels.width} x ${pixels.height} px, the captures of this job are ${width} x ${height}`;
  throw new ShotFailure('wrong_size', shot, `The screenshot ${sizes}.`);
}
