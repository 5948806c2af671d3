import { TesseraError } from '../../../kernel/errors.ts';
import { faultOfBoxes } from '../../given-boxes.ts';
import type { Box } from '../../placement.ts';
import type { Size } from '../tiling/pyramid.ts';

/**
 * The size of the captures was not known when the job was asked for.
 * @throws TesseraError `outside_capture`, `covers_capture` (422)
 */
export function refuseWrongBoxes(boxes: Box[], size: Size): void {
  const fault = faultOfBoxes(boxes, size);
  if (fault) throw new TesseraError(fault.code, 422, fault.message);
}
