import { createHash } from 'node:crypto';
import type { CreateJobRequest } from '../../schemas.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';

/** Raise it when the same inputs make other tiles than before. */
export const TILER_VERSION = 1;

type Inputs = Pick<CreateJobRequest, 'shots' | 'save_data_id' | 'exact' | 'boxes' | 'format' | 'quality' | 'effort'>;

/**
 * The same hash means the same tiles, byte by byte: checksums, positions, options, the game's state and the versions of what
 * makes tiles and finds places. Ids of screenshots and names are not in it (the same picture may be uploaded twice), nor is `keep_shots`.
 */
export function inputsHash(request: Inputs, sha256: ReadonlyMap<string, string>): string {
  const shots = request.shots.map(({ screenshot_id, row, col, nominal, fixed }) => [
    row,
    col,
    ...nominal,
    sha256.get(screenshot_id),
    ...(fixed ?? []),
  ]);
  const { save_data_id, exact, boxes, format, quality, effort } = request;
  const places = [exact || { estimator: ESTIMATOR_VERSION }, ...(boxes ? [boxes] : [])];
  const sorted = shots.map((shot) => JSON.stringify(shot)).sort();
  return createHash('sha256')
    .update(JSON.stringify([TILER_VERSION, save_data_id, ...places, format, quality, effort, sorted]))
    .digest('hex');
}
