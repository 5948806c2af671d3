import type { PictureCodec, Pixels } from '../../ports/pictures.ts';
import type { GameArea } from '../../workflow.ts';
import { decodeShot } from '../decode-shot.ts';
import { ShotFailure } from '../shot-failure.ts';
import { isOneColour } from '../tiling/canvas.ts';

/**
 * Reads every pixel of a capture, so that nothing unusable reaches the tiler hours later.
 * @throws ShotFailure `unreadable`, `wrong_size`, `one_colour`
 */
export async function inspectCapture(pictures: PictureCodec, bytes: Uint8Array, area: GameArea): Promise<Pixels> {
  const shot = { id: area.shot.id, name: area.name };
  const pixels = await decodeShot(pictures, bytes, shot);
  const { width, height, data } = pixels;
  if (width !== area.size.width || height !== area.size.height) {
    const sizes = `is ${width} x ${height} px, the captures of this job are ${area.size.width} x ${area.size.height}`;
    throw new ShotFailure('wrong_size', shot, `The screenshot ${sizes}.`);
  }
  if (isOneColour(data))
    throw new ShotFailure('one_colour', shot, 'Every pixel of the screenshot has the same colour.');
  return pixels;
}
