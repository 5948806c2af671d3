import { TILE_SIZE, WORLD_TILES } from '../../../../lib/limits.ts';
import { type Detail, invalidFields } from '../../../kernel/errors.ts';
import type { Media } from '../../../media/ports.ts';
import type { JobShot } from '../../job-shot-schemas.ts';
import type { ShotsRequest } from '../../schemas.ts';

/** What the schema cannot see. @throws TesseraError `invalid_fields` (422) naming every wrong shot. */
export function refuseContradictions(shots: JobShot[]): void {
  refuse([
    ...repeated(shots, ({ screenshot_id }) => screenshot_id, 'screenshot_id', 'the same screenshot'),
    ...repeated(shots, ({ row, col }) => `${row} ${col}`, 'row', 'the same row and col'),
    ...[tooFarApart(shots)].flatMap((far) =>
      far
        ? [{ field: `shots[${far.index}].${shots[far.index]!.fixed ? 'fixed' : 'nominal'}`, message: far.message }]
        : [],
    ),
  ]);
}

function repeated(shots: JobShot[], keyOf: (shot: JobShot) => string, field: string, what: string): Detail[] {
  const first = new Map<string, number>();
  return shots.flatMap((shot, index): Detail[] => {
    const before = first.get(keyOf(shot));
    if (before === undefined) {
      first.set(keyOf(shot), index);
      return [];
    }
    return [
      {
        field: `shots[${index}].${field}`,
        message: `${shot.name} has ${what} as shots[${before}]; give each its own.`,
      },
    ];
  });
}

/** Which shot lies so far from the others that no map holds them all; undefined where one does. */
export function tooFarApart(
  shots: Pick<JobShot, 'name' | 'nominal' | 'fixed'>[],
): { index: number; message: string } | undefined {
  if (shots.length === 0) return undefined;
  const places = shots.map(({ nominal, fixed }) => fixed ?? nominal);
  const [across, down] = ([0, 1] as const).map((axis) => outermost(places, axis)) as [Outermost, Outermost];
  const [columns, rows] = [across, down].map(({ span }) => Math.ceil(span / TILE_SIZE) + 1) as [number, number];
  if (columns * rows <= WORLD_TILES) return undefined;
  const { index } = across.span > down.span ? across : down;
  const message =
    `The shots lie ${columns} x ${rows} tiles apart; a map has at most ${WORLD_TILES} tiles. ` +
    `${shots[index]!.name} at (${places[index]!.join(', ')}) lies farthest from the others. Correct the positions.`;
  return { index, message };
}

type Outermost = { span: number; index: number };

/** The one at an end that lies farther from the middle of all: a single slip does not move the median. */
function outermost(places: [number, number][], axis: 0 | 1): Outermost {
  const sorted = places.map((place, index) => ({ at: place[axis], index })).sort((a, b) => a.at - b.at);
  const [first, last, middle] = [sorted[0]!, sorted.at(-1)!, sorted[(sorted.length - 1) >> 1]!];
  const { index } = middle.at - first.at > last.at - middle.at ? first : last;
  return { span: last.at - first.at, index };
}

/** Every shot must be an uploaded one of this owner for this map. @throws TesseraError 422 naming each that is not. */
export function refuseUnknownScreenshots(
  { shots, game_id }: Pick<ShotsRequest, 'shots' | 'game_id'>,
  owner: string,
  media: ReadonlyMap<string, Media>,
): void {
  const usable = (one: Media | undefined) => one?.owner === owner && one.collection === game_id;
  refuse(
    shots.flatMap(({ screenshot_id }, index): Detail[] => {
      if (usable(media.get(screenshot_id))) return [];
      const message = `There is no screenshot ${screenshot_id} of this map (unused ones go after a day); upload it again.`;
      return [{ field: `shots[${index}].screenshot_id`, message }];
    }),
  );
}

function refuse(details: Detail[]): void {
  if (details.length > 0) throw invalidFields(details);
}
