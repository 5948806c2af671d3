/** Whether a step lets neighbours show the same place: without that no picture can say where it belongs. */
import { GRID_STEP, NEIGHBOUR_OVERLAP } from '../../lib/limits.ts';
import { usageError } from '../command-error.ts';
import type { PlacedShot, Placing } from './collect.ts';

/** Of a shot, from one to the next: neighbours share a fifth, as docs/cli.md advises. */
const GOOD_STEP = 0.8;

type Given = { stepIsGiven: boolean; exact: boolean };

/**
 * A default that does not fit the pictures would tear the map apart, and nobody would know why.
 * @returns what to tell about a step that somebody wanted so
 * @throws CommandError wrong usage, for the default
 */
export function checkStep(shots: PlacedShot[], { step, positions }: Placing, { stepIsGiven, exact }: Given): string[] {
  const [{ width, height }] = shots as [PlacedShot];
  if (positions !== undefined) return [];
  const isTorn = (axis: 'row' | 'col', size: number, along: number) =>
    new Set(shots.map((shot) => shot[axis])).size > 1 && along > size - (exact ? 0 : NEIGHBOUR_OVERLAP);
  const [across, down] = step;
  const torn = [
    ...(isTorn('col', width, across) ? ['columns'] : []),
    ...(isTorn('row', height, down) ? ['rows'] : []),
  ].join(' and ');
  if (torn === '') return [];
  const fault = exact ? 'have gaps between them' : `share less than ${NEIGHBOUR_OVERLAP} px, or nothing`;
  const said = `Shots of ${width}x${height} px every ${across}x${down} px: neighbouring ${torn} ${fault}`;
  if (stepIsGiven) {
    if (exact) return [];
    return [`${said}. These cannot find their places by their pictures: they lie where the names say, and not surely.`];
  }
  const good = [width, height].map((size) => Math.max(1, Math.round(GOOD_STEP * size))).join('x');
  const exactly = exact ? '' : ', or that the positions are right as they are: --exact';
  throw usageError(
    `${said}. ${GRID_STEP}x${GRID_STEP} is only the default: say how far apart the shots were taken, --step WxH (about 80 % of ` +
      `a shot is usual: --step ${good})${exactly}.`,
  );
}
