import type { Caller } from '../../../kernel/caller.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { Builds } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Shot, ShotsAnswer } from '../../shot-schemas.ts';
import type { LocatedShot } from '../../workflow.ts';
import { positionsOf } from './positions-of.ts';
import { readableMap } from './read-maps.ts';

/** Where every shot of a build lies. @throws TesseraError 404; `no_positions` (404) while they are not known yet. */
export async function listShots(
  { map, build }: { map: string; build: string },
  caller: Caller | undefined,
  { maps, builds, work }: { maps: Maps; builds: Builds; work: ObjectStore },
): Promise<ShotsAnswer> {
  await readableMap(map, caller, maps);
  if (!(await builds.find(map, build))) throw notFound('build', build);
  const { width, height, boxes = [], shots } = await positionsOf(build, work);
  return { map, build, width, height, boxes, shots: shots.map(shotView) };
}

export function shotView(shot: LocatedShot): Shot {
  const { id, name, row, col, nominal, position, confidence, reason, residual } = shot;
  return {
    ...{ screenshot_id: id as Shot['screenshot_id'], name, row, col, nominal, position, reason },
    confidence: shortened(confidence, 4),
    residual: shownPixels(residual ?? null),
  };
}

/** To hundredths: what is more precise is not known, and 10,000 shots must fit into one answer (SHOT_ANSWER_BYTES). */
export const shownPixels = (distance: number | null) => distance && shortened(distance, 2);

export const shownPlace = ([x, y]: [number, number]): [number, number] => [shortened(x, 2), shortened(y, 2)];

const shortened = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;
