import { allToEnd } from '../../../kernel/pool.ts';
import { calibrationKey, locatedKey, planKey, todoKey } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Area, CoordsItem, JobRef, Located, PlanRequest, StoredCalibration } from '../../workflow.ts';
import type { SeenPicture } from '../cells.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { findIntact, findIntactLines, findJson, readJson, writeJson, writeLines } from '../files.ts';
import { coordsLeft, isCompared } from '../neighbours/coords-left.ts';
import { type Compared, type KnownPairs, knownPairs } from '../neighbours/known-pairs.ts';
import { shotOfArea, withNeighbours } from '../neighbours/neighbours.ts';
import { seenIn } from './seen-pictures.ts';

/**
 * A calibration that was learnt from a sample of other pictures may still be taken over while so many of them, and of all shots, are
 * the same: it tells of the game, not of the place. Below that it is learnt anew, and every pair asked anew.
 */
export const SAME_SHARE = 0.8;

/** `known`: how many of the others were compared before; the last of all has nobody to be compared with, and is one where any is. */
export type CoordsLeft = { todo: number; known: number; calibrated: boolean };

/**
 * Writes the shots of all areas, and those that have still to be compared with their neighbours. Pairs that the base compared with
 * the calibration that this build takes over are known.
 * @returns how many shots are left, and whether Calibrate has nothing left to learn
 */
export async function listCoords({ build, attempt }: JobRef, areas: Area[], work: ObjectStore): Promise<CoordsLeft> {
  const request = await readJson<PlanRequest>(work, planKey(build, 'request.json'));
  const shots = withNeighbours(areas.map(shotOfArea), request.options);
  const [before = {}, known] = await Promise.all([
    findJson<Located>(work, locatedKey(build)),
    pairsOfBase({ ...request, attempt }, shots, work),
  ]);
  const located: Located = { ...before };
  for (const shot of shots) {
    const said = known?.located[shot.id];
    if (said && !isCompared(shot, before)) located[shot.id] = said;
  }
  const todo = coordsLeft(shots, located).map((item): CoordsItem => {
    const pairs = known?.pairs.get(item.id);
    return pairs ? { ...item, known: pairs } : item;
  });
  await allToEnd([
    known && writeJson(work, locatedKey(build), located),
    writeLines(work, planKey(build, 'shots.jsonl'), shots),
    writeLines(work, todoKey(build, attempt, 'shots.jsonl'), todo),
  ]);
  const any = shots.some((shot) => shot.neighbours.length > 0 && isCompared(shot, located));
  return { todo: todo.length, known: any ? shots.length - todo.length : 0, calibrated: known !== undefined };
}

/** Takes over the base's calibration, and with it its pairs; undefined where that cannot be. */
async function pairsOfBase(
  { build, attempt, base, options, shots }: PlanRequest,
  items: CoordsItem[],
  work: ObjectStore,
): Promise<KnownPairs | undefined> {
  if (!base || options.exact) return undefined;
  const [own, ofBase, request] = await Promise.all([
    findJson<StoredCalibration>(work, calibrationKey(build)),
    findIntact<StoredCalibration>(work, calibrationKey(base)),
    findIntact<PlanRequest>(work, planKey(base, 'request.json')),
  ]);
  // An attempt before has learnt its own, because the base's was not to be had then.
  if (own && own.base !== base) return undefined;
  const calibration = own ?? ofBase;
  if (calibration?.estimator !== ESTIMATOR_VERSION || !request) return undefined;
  if (JSON.stringify(request.options.boxes) !== JSON.stringify(options.boxes)) return undefined;

  const [seen, compared] = await Promise.all([seenIn({ build, shots }, work), comparedIn(base, request, work)]);
  const [first] = items;
  const [earlier] = compared.items;
  if (earlier?.width !== first?.width || earlier?.height !== first?.height) return undefined;
  const [now, then] = [filesOf(seen), filesOf(compared.seen)];
  const sumsOfShots = items.map(({ id }) => seen.get(id)!.sha256);
  if (!areMostIn(sumsOfShots, then) || !areMostIn(calibration.sample ?? [], now)) return undefined;
  if (!own) await writeJson(work, calibrationKey(build), { ...calibration, attempt, base });
  return knownPairs(items, seen, compared, calibration.radius);
}

async function comparedIn(build: string, request: PlanRequest, work: ObjectStore): Promise<Compared> {
  const [items = [], located = {}, seen] = await Promise.all([
    findIntactLines<CoordsItem>(work, planKey(build, 'shots.jsonl')),
    findIntact<Located>(work, locatedKey(build)),
    seenIn({ build, shots: request.shots }, work),
  ]);
  return { items, located, seen };
}

const filesOf = (seen: ReadonlyMap<string, SeenPicture>) => new Set([...seen.values()].map(({ sha256 }) => sha256));

const areMostIn = (sums: string[], others: ReadonlySet<string>): boolean =>
  sums.filter((sum) => others.has(sum)).length >= SAME_SHARE * sums.length;
