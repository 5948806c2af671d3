/** What `map create` and `map estimate` ask of a line and its folder before anything else: in the same order, with the same words. */
import { existsSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { ORDERS } from '../../client/grid.ts';
import { holesOf } from '../../client/holes.ts';
import type { CreateJob } from '../../client/map-client.ts';
import { faultOfBoxes } from '../../lambdas/map/given-boxes.ts';
import { CreateMapRequest, TileFormat } from '../../lambdas/map/schemas.ts';
import { GRID_STEP, SHOTS_PER_JOB } from '../../lib/limits.ts';
import type { Context } from '../command.ts';
import { inputError, usageError } from '../command-error.ts';
import { boxesOption, choiceOption, numberOption, sizeOption, textOption } from '../option-values.ts';
import { createProgress } from '../progress.ts';
import { collectShots, type PlacedShot, type Placing } from '../shots/collect.ts';
import { checkStep } from '../shots/overlap.ts';

export type JobOptions = Pick<CreateJob, 'boxes' | 'format' | 'quality' | 'effort' | 'full'>;

/** @throws CommandError (2) */
export const jobOptionsOf = (values: Context['values']): JobOptions => ({
  boxes: boxesOption(values, 'boxes'),
  format: choiceOption(values, 'format', TileFormat.options),
  quality: numberOption(values, 'quality', 1, 100),
  effort: numberOption(values, 'effort', 0, 6),
  full: values.full === true,
});

/** Every file is looked at to its last pixel, and what may be meant otherwise is noted. @throws CommandError (2, 3) */
export async function checkFolder(
  { operands, values, output, signal, env }: Context,
  { boxes }: JobOptions,
): Promise<{ name: string; exact: boolean; shots: PlacedShot[] }> {
  const [directory = ''] = operands;
  const placing = placingOf(values);
  const name = nameOf(values, directory, 'folder');
  const exact = values.exact === true;
  const progress = createProgress(output.progress, env);
  refuseUnread(directory, values);
  const shots = await collectShots(directory, placing, (done, total) => {
    signal.throwIfAborted();
    progress.show([{ name: 'checked', done, total }]);
  });
  progress.end();
  const given = { stepIsGiven: values.step !== undefined, exact };
  const notes = [...checkStep(shots, placing, given), ...notesOn(shots, placing)];
  refuseBoxes(boxes ?? [], shots[0]!);
  for (const note of notes) output.note(note);
  return { name, exact, shots };
}

/** Who forgets --positions would get a map of wrong places, perhaps in the place of a right one. */
function refuseUnread(directory: string, { positions, step, columns }: Context['values']): void {
  const file = join(directory, 'positions.json');
  if (positions !== undefined || step !== undefined || columns !== undefined || !existsSync(file)) return;
  throw inputError(
    `${file} is there and was not asked for. To place the shots by it: --positions ${file}; to place them by their names ` +
      'all the same: --step WxH.',
  );
}

/** The platform would say the same, but only after every shot was sent. */
function refuseBoxes(boxes: [number, number, number, number][], size: PlacedShot): void {
  const fault = faultOfBoxes(boxes, size);
  if (fault) throw usageError(`--boxes: ${fault.message}`);
}

/** What may be meant so, and may be a shot that was forgotten. */
function notesOn(shots: PlacedShot[], { positions, columns }: Placing): string[] {
  if (positions !== undefined) return [];
  if (columns !== undefined) {
    const over = shots.length % columns;
    if (over === 0 || shots.length < columns) return [];
    return [
      `${shots.length} shots do not fill ${columns} columns: ${columns - over} are missing at the end. If one is missing before, those after it are at wrong places.`,
    ];
  }
  const { inside, edge, edgeCount } = holesOf(shots);
  const told = [...inside, ...edge].slice(0, 10);
  const count = inside.length + edgeCount;
  if (count === 0) return [];
  const more = count > told.length ? `, and ${count - told.length} more` : '';
  return [`The map stays empty where the rectangle that the names span has no shot: ${told.join(', ')}${more}.`];
}

/** The platform would say the same, but only after every shot was checked. */
export function nameOf(values: Context['values'], path: string, of: 'folder' | 'save'): string {
  const given = textOption(values, 'name');
  const own = of === 'save' ? basename(path, extname(path)) : basename(resolve(path));
  const parsed = CreateMapRequest.shape.name.safeParse(given ?? own);
  if (parsed.success) return parsed.data;
  const what = 'be the name of a map: 1 to 80 characters of plain text, no control characters';
  if (given !== undefined) throw usageError(`--name ${JSON.stringify(given)} cannot ${what}.`);
  throw inputError(`The name of the ${of} ${path} cannot ${what}. Give another one: --name N.`);
}

function placingOf(values: Context['values']): Placing {
  const step = sizeOption(values, 'step') ?? [GRID_STEP, GRID_STEP];
  const columns = numberOption(values, 'columns', 1, SHOTS_PER_JOB);
  const order = choiceOption(values, 'order', ORDERS);
  const positions = textOption(values, 'positions');
  if (order !== undefined && columns === undefined) throw usageError('--order needs --columns N.');
  if (positions !== undefined && columns !== undefined)
    throw usageError('--positions and --columns exclude each other.');
  if (positions !== undefined && values.step !== undefined)
    throw usageError('--positions and --step exclude each other.');
  const allowHoles = values['allow-holes'] === true;
  if (allowHoles && (positions !== undefined || columns !== undefined))
    throw usageError(
      '--allow-holes is for shots that their names place; with --positions and --columns holes are no error.',
    );
  return { step, columns, order, positions, allowHoles };
}
