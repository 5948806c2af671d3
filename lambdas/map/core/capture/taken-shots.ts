/** Screenshots that a game takes: known by their places before they are there, and like uploaded ones from then on. */
import { createHash } from 'node:crypto';
import type { Captured, PlanRequest } from '../../workflow.ts';

type Shot = PlanRequest['shots'][number];
type Cell = Pick<Shot, 'row' | 'col'>;

/** The id of the screenshot that a game takes of an area: the same in every attempt, and another one in every build. */
export function takenShotId(build: string, { row, col }: Cell): Shot['screenshot_id'] {
  const hex = createHash('sha256').update(`${build} r${row}_c${col}`).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return `shot_${parts.join('-')}`;
}

/** The shots that somebody uploaded: all, or those that took the places of a game's. */
export const uploadedOf = ({ build, capture, shots }: PlanRequest): Shot[] =>
  capture ? shots.filter((shot) => shot.screenshot_id !== takenShotId(build, shot)) : shots;

/** Not one that a game has still to take. */
export const isThere = ({ sha256 }: Pick<Shot, 'sha256'>): boolean => sha256 !== '';

/** The request with what is known of the shots that the game took so far. */
export function withTaken(request: PlanRequest, captured: Captured): PlanRequest {
  if (!request.capture) return request;
  const shots = request.shots.map((shot) => {
    const { taken, shot: id } = captured[`r${shot.row}_c${shot.col}`] ?? {};
    return taken && id === shot.screenshot_id ? { ...shot, ...taken } : shot;
  });
  return { ...request, shots };
}
