import type { Kernel, Picture } from '../../ports/kernel.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { OpenCv } from '../../ports/opencv.ts';
import type { PictureCodec, Pixels } from '../../ports/pictures.ts';
import { decodeShot } from '../decode-shot.ts';
import { ShotFailure } from '../shot-failure.ts';
import { release } from '../tiling/bytes.ts';

export type CoordsTools = {
  work: Pick<ObjectStore, 'get'>;
  pictures: Pick<PictureCodec, 'decode'> & Partial<Holding>;
  kernel: Kernel;
  /** Loaded when it is first asked for: most batches do without. */
  openCv(): Promise<OpenCv>;
};

/** Decoding right into the kernel's memory, for what it can decode itself; undefined for the rest. */
export type Holding = { hold(bytes: Uint8Array): Picture | undefined };

export type ShotFile = { id: string; key: string; name: string };
type Size = { width: number; height: number };

/**
 * Bytes from which on a file has memory of its own; smaller ones may share Node's pool. It goes back once it is decoded: V8 collects
 * all that lives for every 8 MB of files that it counts, a tenth of the CPU time of a batch.
 */
const ALONE = 2 ** 17;

/** In the memory of the kernel: free it. @throws ShotFailure `missing`, `unreadable`, `wrong_size` */
export async function holdShot(
  tools: Pick<CoordsTools, 'pictures' | 'kernel'>,
  bytes: Uint8Array | undefined,
  shot: ShotFile,
  size: Size,
): Promise<Picture> {
  const held = bytes && tools.pictures.hold?.(bytes);
  if (held && held.width === size.width && held.height === size.height) {
    if (bytes.length >= ALONE && bytes.length === bytes.buffer.byteLength) release(bytes);
    return held;
  }
  if (held) tools.kernel.free(held);
  const pixels = await readShot(tools, bytes, shot, size);
  const picture = tools.kernel.hold(pixels);
  release(pixels.data);
  return picture;
}

/** @throws ShotFailure `missing`, `unreadable`, `wrong_size` */
async function readShot(
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
