import { TesseraError } from '../../../kernel/errors.ts';
import { calibrationKey, locatedKey, planKey } from '../../keys.ts';
import type { Box, Calibration, Pair, PlacedShot, ShotToPlace, XY } from '../../placement.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { BuildPair, CoordsItem, Located, PlanRequest, Positions } from '../../workflow.ts';
import { findJson, readLines } from '../files.ts';
import { placeShots } from '../placing/place-shots.ts';
import { shiftToPublished } from './published-frame.ts';

/** In plan px, sub-pixel. `pairs`: none where the plan was right. `boxes`: none where nobody looked for them. */
export type PlacedBuild = {
  shots: (Omit<CoordsItem, 'neighbours'> & Omit<PlacedShot, 'id'>)[];
  pairs?: BuildPair[];
  boxes?: Box[];
};

/** Thousandths: of a px more cannot be known, and the same on every machine. */
export const thousandths = (value: number) => Math.round(value * 1000) / 1000;

/**
 * Where all shots of a build lie, from what the stage coords said of its pairs: the same for the same pairs, whatever batches they
 * came in. With `exact` where the plan says.
 * @param published what the map shows: the shots that it has stay where they are
 * @throws TesseraError `not_located`
 */
export async function placeBuild(
  build: string,
  { options, shots }: PlanRequest,
  published: Positions | undefined,
  work: ObjectStore,
): Promise<PlacedBuild> {
  const [items, located, calibration] = await Promise.all([
    readLines<CoordsItem>(work, planKey(build, 'shots.jsonl')),
    options.exact ? undefined : findJson<Located>(work, locatedKey(build)),
    options.exact ? undefined : findJson<Calibration>(work, calibrationKey(build)),
  ]);
  const fixed = new Map(shots.map((shot) => [shot.screenshot_id as string, shot.fixed]));
  const toPlace = items.map(({ id, row, col, nominal, width, height }): ShotToPlace => {
    return { id, row, col, nominal, width, height, fixed: fixed.get(id) };
  });
  const given = (shots: ShotToPlace[]) => ({ shots: shots.map(asPlanned) });
  if (options.exact) return { shots: withPlaces(items, given(toPlace).shots), boxes: options.boxes };
  const inFrame = <Places extends { shots: PlacedShot[] }>(place: (shots: ShotToPlace[]) => Places): Places => {
    const places = place(toPlace);
    const shift = published && shiftToPublished(withPlaces(items, places.shots), published);
    // As if all had been planned there: then what somebody put somewhere keeps what hangs on it.
    return shift?.some((px) => px !== 0) ? place(toPlace.map((shot) => plannedAt(shot, shift))) : places;
  };
  // A single shot is the map: it cannot lie wrong in it.
  if (items.length === 1) return { shots: withPlaces(items, inFrame(given).shots), boxes: options.boxes };

  const pairs = pairsOf(items, located ?? {});
  const placement = inFrame((shots) => placeShots(shots, pairs, { whole: calibration?.whole ?? false }));
  const said = new Map(pairs.map((pair) => [`${pair.a} ${pair.b}`, pair]));
  return {
    shots: withPlaces(items, placement.shots),
    pairs: placement.pairs.map((solved) => {
      const { confidence, reason, lattice } = said.get(`${solved.a} ${solved.b}`)!;
      return { ...solved, confidence, reason, ...(lattice && { lattice }) };
    }),
    boxes: calibration?.boxes ?? options.boxes,
  };
}

/** In the order of the items, so that nothing depends on the order in which batches ended. */
function pairsOf(items: CoordsItem[], located: Located): Pair[] {
  return items.flatMap(({ id, name, neighbours }) => {
    if (neighbours.length === 0) return [];
    const found = located[id];
    if (found) return found.pairs;
    throw new TesseraError('not_located', 500, `${name} was not compared with its neighbours. Redrive the job.`);
  });
}

const plannedAt = (shot: ShotToPlace, [x, y]: XY): ShotToPlace => ({
  ...shot,
  nominal: [shot.nominal[0] + x, shot.nominal[1] + y],
});

const asPlanned = ({ id, nominal, fixed }: ShotToPlace): PlacedShot => ({
  ...{ id, position: fixed ?? nominal, confidence: 1, reason: fixed ? 'by_hand' : 'given', residual: null },
});

function withPlaces(items: CoordsItem[], places: PlacedShot[]): PlacedBuild['shots'] {
  const placeOf = new Map(places.map((place) => [place.id, place]));
  return items.map(({ neighbours: _, ...shot }) => {
    const { position, confidence, reason, residual } = placeOf.get(shot.id)!;
    return {
      ...shot,
      position: [thousandths(position[0]), thousandths(position[1])],
      // Down, so that none is shown surer than it is.
      confidence: Math.floor(confidence * 1000) / 1000,
      reason,
      residual: residual === null ? null : thousandths(residual),
    };
  });
}
