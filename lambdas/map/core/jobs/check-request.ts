import { TILE_SIZE, WORLD_TILES } from '../../../../lib/limits.ts';
import { type Detail, invalidFields } from '../../../kernel/errors.ts';
import type { Media } from '../../../media/ports.ts';
import type { CreateJobRequest, JobShot } from '../../schemas.ts';

/** What the schema cannot see. @throws TesseraError `invalid_fields` (422) naming every wrong shot. */
export function refuseContradictions({ shots }: CreateJobRequest): void {
  refuse([
    ...repeated(shots, ({ screenshot_id }) => screenshot_id, 'screenshot_id', 'the same screenshot'),
    ...repeated(shots, ({ row, col }) => `${row} ${col}`, 'row', 'the same row and col'),
    ...tooFarApart(shots),
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

function tooFarApart(shots: JobShot[]): Detail[] {
  const tiles = [0, 1].map((axis) => {
    const places = shots.map(({ nominal, fixed = nominal }) => fixed[axis]!);
    const span =
      places.reduce((most, at) => Math.max(most, at), -Infinity) -
      places.reduce((least, at) => Math.min(least, at), Infinity);
    return Math.ceil(span / TILE_SIZE) + 1;
  });
  const [columns, rows] = tiles as [number, number];
  if (columns * rows <= WORLD_TILES) return [];
  const message = `The shots lie ${columns} x ${rows} tiles apart; a map has at most ${WORLD_TILES} tiles. Correct the positions.`;
  return [{ field: 'shots', message }];
}

/** Every shot must be an uploaded one of this owner for this map. @throws TesseraError 422 naming each that is not. */
export function refuseUnknownScreenshots(
  { shots, game_id }: Pick<CreateJobRequest, 'shots' | 'game_id'>,
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
