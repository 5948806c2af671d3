import { createHash } from 'node:crypto';
import type { GameCapture } from '../../game-capture.ts';
import type { ShotsRequest } from '../../schemas.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { gameOf } from '../games/games.ts';
import { wholeView } from '../games/grid.ts';

/** Raise it when the same inputs make other tiles than before: `tiling/tiler-version.test.ts` fails when it is forgotten. */
export const TILER_VERSION = 1;

type Inputs = Pick<ShotsRequest, 'shots' | 'save_data_id' | 'exact' | 'boxes' | 'format' | 'quality' | 'effort'> & {
  /** `shots` are then those alone that a game does not take. */
  capture?: GameCapture | undefined;
};

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
  const { save_data_id, exact, boxes, format, quality, effort, capture } = request;
  const places = [exact || { estimator: ESTIMATOR_VERSION }, ...(boxes ? [boxes] : []), ...takenBy(capture)];
  const sorted = shots.map((shot) => JSON.stringify(shot)).sort();
  return createHash('sha256')
    .update(JSON.stringify([TILER_VERSION, save_data_id, ...places, format, quality, effort, sorted]))
    .digest('hex');
}

/** Two starts of a paused game from one save show the same, to the last pixel: so save and view, and what starts it, say what the shots will be. */
function takenBy(capture: GameCapture | undefined): object[] {
  if (!capture) return [];
  const { game, save, ...view } = capture;
  return [{ game, version: gameOf(game).captureVersion, save: save.sha256, ...wholeView(view) }];
}
