import type { Caller } from '../../../kernel/caller.ts';
import { conflict, type Detail, invalidFields, notFound, TesseraError } from '../../../kernel/errors.ts';
import type { MediaStore } from '../../../media/ports.ts';
import { planKey } from '../../keys.ts';
import type { BuildRecord } from '../../ports/jobs.ts';
import type { MapRecord } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { CreateJobAnswer } from '../../schemas.ts';
import type { CorrectionsRequest } from '../../shot-schemas.ts';
import type { PlanRequest, Positions } from '../../workflow.ts';
import { findJson } from '../files.ts';
import { ownMap } from '../maps/own-map.ts';
import { positionsOf } from '../maps/positions-of.ts';
import { beginsOutside } from '../world.ts';
import { tooFarApart } from './check-request.ts';
import { createAgain } from './create-again.ts';
import { type CreateJobTools, createJob } from './create-job.ts';

/**
 * Asks for the build again with these shots where somebody put them; those that were put somewhere before stay there. It is a
 * request like any other: the same corrections again answer the same job, or the published build (`unchanged`).
 * @throws TesseraError 404; `no_positions` (404); `removed` (409) when the build is history; `shots_removed` (410);
 * `invalid_fields` (422)
 */
export async function correctShots(
  { map, build }: { map: string; build: string },
  corrections: CorrectionsRequest,
  { sub }: Caller,
  tools: CreateJobTools,
): Promise<CreateJobAnswer> {
  const record = await ownMap(map, sub, tools.maps);
  const made = await tools.builds.find(map, build);
  if (!made) throw notFound('build', build);
  const request = await requestOf(made, tools.work);
  const positions = await positionsOf(build, tools.work);
  const shots = corrected(request, corrections, positions, record);
  await refuseRemoved(request, tools.media);
  const { save_data_id, options } = request;
  return createJob({ game_id: map, save_data_id, shots, ...options, full: false }, sub, tools);
}

async function requestOf({ build, request, removed_at }: BuildRecord, work: ObjectStore): Promise<PlanRequest> {
  const found = removed_at ? undefined : await findJson<PlanRequest>(work, request ?? planKey(build, 'request.json'));
  if (found) return found;
  throw conflict('removed', `What the build ${build} was made of has been removed. Correct a newer one of the map.`);
}

/** The shots as they are asked for, in plan px, whose zero is not the map's. */
function corrected(
  { shots, options }: PlanRequest,
  { shots: corrections }: CorrectionsRequest,
  { origin: [left, top], shots: located }: Positions,
  { published_build }: MapRecord,
): PlanRequest['shots'] {
  // All have one size.
  const { width, height } = located[0]!;
  const places = new Map(shots.map(({ screenshot_id }, index) => [screenshot_id, index]));
  const asked = [...shots];
  const seen = new Set<string>();
  const details = corrections.flatMap(({ screenshot_id, position }, i): Detail[] => {
    const refuse = (field: string, message: string) => [{ field: `shots[${i}].${field}`, message }];
    const index = places.get(screenshot_id);
    if (index === undefined)
      return refuse(
        'screenshot_id',
        `The build has no screenshot ${screenshot_id}; take it from GET /api/maps/{map}/builds/{build}/shots.`,
      );
    if (seen.has(screenshot_id))
      return refuse('screenshot_id', `${screenshot_id} is given twice; give each shot once.`);
    seen.add(screenshot_id);
    // The origin of a map that shows a build is fixed for the map's life.
    if (position && published_build && beginsOutside({ at: position, width, height }, { origin: [0, 0] }, options)) {
      const message = `(${position}) is left of the map or above it; the map begins at (0,0) and stays so`;
      return refuse(
        'position',
        options.exact ? `${message}.` : `${message}: half a shot may lie beyond, and is cut off.`,
      );
    }
    const farthest = position && farthestOf(position, located);
    if (farthest) {
      const message = `(${position}) is more than a shot away from all others, and nothing but it would be there. The farthest that makes sense is (${farthest}).`;
      return refuse('position', message);
    }
    const { fixed: _, ...shot } = shots[index]!;
    asked[index] = position ? { ...shot, fixed: [position[0] + left, position[1] + top] } : shot;
    return [];
  });
  if (details.length > 0) throw invalidFields(details);
  const far = tooFarApart(asked);
  if (!far) return asked;
  const given = corrections.findIndex(({ screenshot_id }) => screenshot_id === asked[far.index]!.screenshot_id);
  throw invalidFields([{ field: given < 0 ? 'shots' : `shots[${given}].position`, message: far.message }]);
}

/** The nearest place that is at most a shot's size away from what all shots span; undefined where the place is not beyond. */
function farthestOf([x, y]: [number, number], shots: Positions['shots']): [number, number] | undefined {
  const nearest = (at: number, axis: 0 | 1, size: 'width' | 'height') => {
    const all = shots.map(({ position }) => position[axis]);
    const [first, last] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
    return Math.max(first - 2 * shots[0]![size], Math.min(last + 2 * shots[0]![size], at));
  };
  const near: [number, number] = [nearest(x, 0, 'width'), nearest(y, 1, 'height')];
  return near[0] === x && near[1] === y ? undefined : near;
}

/** Screenshots that went with `keep_shots: false` cannot be built from again. */
async function refuseRemoved({ shots, capture }: PlanRequest, media: MediaStore): Promise<void> {
  const there = new Set((await media.find(shots.map(({ screenshot_id }) => screenshot_id))).map(({ id }) => id));
  const gone = shots.filter(({ screenshot_id }) => !there.has(screenshot_id)).map(({ name }) => name);
  if (gone.length === 0) return;
  const message = `Screenshots of this build have been removed: ${gone.slice(0, 10).join(', ')} (${gone.length} of ${shots.length}). Make them again: ${createAgain(capture?.game)}`;
  throw new TesseraError('shots_removed', 410, message);
}
