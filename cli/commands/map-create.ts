import { existsSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { ORDERS } from '../../client/grid.ts';
import { holesOf } from '../../client/holes.ts';
import { makeMap } from '../../client/make-map.ts';
import type { CreateJob } from '../../client/map-client.ts';
import { GameName } from '../../lambdas/map/capture-schemas.ts';
import { faultOfBoxes } from '../../lambdas/map/given-boxes.ts';
import { type CreateJobAnswer, CreateMapRequest, type MapSummary, TileFormat } from '../../lambdas/map/schemas.ts';
import { GAME_SIZE, GAME_STEP, GRID_STEP, SHOTS_PER_JOB } from '../../lib/limits.ts';
import type { Command, Context } from '../command.ts';
import { inputError, usageError } from '../command-error.ts';
import { JobDocument } from '../documents.ts';
import { boxesOption, choiceOption, numberOption, sizeOption, textOption } from '../option-values.ts';
import { createProgress } from '../progress.ts';
import { collectShots, type PlacedShot, type Placing } from '../shots/collect.ts';
import { checkStep } from '../shots/overlap.ts';
import { resumableUpload } from '../shots/resumable-upload.ts';
import { readUnchanged } from '../shots/unchanged.ts';
import { tellJob } from '../tell-job.ts';
import { createFromGame, isOfGame, refuseGameOptions } from './map-create-game.ts';

export const mapCreate: Command = {
  name: 'map create',
  summary: 'makes a map of a folder of screenshots, or of the save of a game',
  about: [
    'Every file is checked to its last pixel before the first is uploaded, and all that are wrong are named at once.',
    'The same name is the same map: run it again with other shots or options and the map gets a new build, shown when it is',
    'done; what did not change is not sent or made again, and exactly the same ones change nothing. Interrupted or cut off,',
    'the same line again goes on.',
    'Names, step or file say roughly where each shot lies, the pictures themselves say exactly: neighbours must overlap.',
    'With --game the platform starts that game with a save and takes the shots itself, of the whole world or of a part of it.',
    'Every map is public: whoever knows its address can look at it.',
  ],
  operands: ['[DIR]'],
  options: {
    name: { type: 'string', value: 'N', help: "the map's name (default: that of the folder, or of the save)" },
    step: {
      type: 'string',
      value: 'WxH',
      help: `px from shot to shot (default ${GRID_STEP}x${GRID_STEP}, where shots overlap so)`,
    },
    columns: { type: 'string', value: 'N', help: 'shots in a row, when the names tell no place, or of a game' },
    order: { type: 'string', value: 'ORDER', help: `how --columns fills the grid: ${ORDERS.join(', ')}` },
    positions: { type: 'string', value: 'FILE', help: 'JSON: [{"file","nominal":[x,y]}] or {"captures":[...]}' },
    'allow-holes': { type: 'boolean', help: 'shots may be missing between others that their names place' },
    exact: { type: 'boolean', help: 'the positions are right, do not estimate' },
    boxes: {
      type: 'string',
      value: 'X,Y,W,H;...',
      help: "the game's interface on every shot, or none (default: found)",
    },
    format: { type: 'string', value: 'FORMAT', help: `of the tiles: ${TileFormat.options.join(', ')} (default webp)` },
    quality: { type: 'string', value: 'N', help: '1-100 (default 80)' },
    effort: { type: 'string', value: 'N', help: '0-6: more is smaller and slower (default 2)' },
    full: { type: 'boolean', help: 'make every tile anew (default: those that did not change are taken over)' },
    game: { type: 'string', value: 'NAME', help: `takes the shots itself: ${GameName.options.join(', ')}` },
    save: { type: 'string', value: 'FILE', help: 'what the game is started with' },
    size: {
      type: 'string',
      value: 'WxH',
      help: `px of a game's shot (default ${GAME_SIZE.join('x')}, every ${GAME_STEP.join('x')})`,
    },
    rows: { type: 'string', value: 'N', help: "of a game's shots (default: the whole world)" },
    from: { type: 'string', value: 'X,Y', help: "top-left of a game's first shot, in px of its world (default 0,0)" },
    wait: { type: 'boolean', help: 'follow the job to its end' },
  },
  notYet: ['web'],
  examples: [
    [
      'names tell row and column (r00_c00.png, r00_c01.png, ...); about 1000 px from shot to shot',
      'tessera map create shots/ --step 1000x750 --wait',
    ],
    [
      'names tell nothing, twelve shots in a row, every other row backwards',
      'tessera map create shots/ --columns 12 --order snake --name "My city"',
    ],
    [
      'a file says exactly where each shot lies',
      'tessera map create shots/ --positions shots/positions.json --exact --wait',
    ],
    [
      'a save of OpenTTD, which takes the shots of its whole world itself',
      'tessera map create --game openttd --save city.sav --wait',
    ],
  ],
  exits: {
    0: 'with --wait the map is made and shown, without its job is started',
    3: 'a file is not as it should be: each is named with the remedy, nothing was uploaded',
    4: 'with --wait: the job failed or was cancelled',
  },
  next: [
    ['tessera map status JOB --wait', 'follows the job'],
    ['tessera map redrive JOB DIR', 'goes on with a failed one, with repaired shots'],
    ['tessera map rollback MAP', 'shows the build before again'],
  ],
  document: JobDocument,
  run,
};

async function run(context: Context): Promise<number | undefined> {
  const { values, output } = context;
  const job = {
    boxes: boxesOption(values, 'boxes'),
    ...tilesOf(values),
    full: values.full === true,
  };
  const onMap = ({ map, published_build: shown }: MapSummary) => {
    if (!shown) return;
    const back = `tessera map rollback ${map}`;
    output.note(`The map ${map} is there: its build ${shown} is shown until the new one is done. Back again: ${back}`);
  };
  const created = isOfGame(values)
    ? await createFromGame(context, { name: (save) => nameOf(values, save, 'save'), job }, onMap)
    : await createFromFolder(context, job, onMap);
  output.note(madeWords(created, isOfGame(values) ? 'this save' : 'these shots'));
  return tellJob(created.job_id, context);
}

/** Which job it is. A new one prepares: one that runs already was there before. */
function madeWords({ job_id, build, map, status, unchanged }: CreateJobAnswer, inputs: string): string {
  if (unchanged)
    return `Nothing changed: build ${build}, which map ${map} shows, is made from exactly ${inputs} and options. What follows is the job that made it, ${job_id}; no new one was started.`;
  if (status === 'running')
    return `Job ${job_id} is making build ${build} of map ${map} from exactly ${inputs} and options already: no new one was started.`;
  return `Job ${job_id} makes build ${build} of map ${map}, which everybody may see.`;
}

async function createFromFolder(
  context: Context,
  job: Pick<CreateJob, 'boxes' | 'format' | 'quality' | 'effort' | 'full'>,
  onMap: (map: MapSummary) => void,
): Promise<CreateJobAnswer> {
  refuseGameOptions(context);
  const { operands, values, api, output, signal, env } = context;
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
  refuseBoxes(job.boxes ?? [], shots[0]!);
  for (const note of notes) output.note(note);
  return resumableUpload(context, shots.length, (options) =>
    makeMap({
      ...options,
      ...{ api, map: { name }, shots, job: { exact, ...job } },
      describe: ({ bytes, type, sha256 }) => ({ bytes, type, sha256 }),
      read: (shot) => readUnchanged(shot.path, shot),
      onMap,
    }),
  );
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

export const tilesOf = (values: Context['values']) => ({
  format: choiceOption(values, 'format', TileFormat.options),
  quality: numberOption(values, 'quality', 1, 100),
  effort: numberOption(values, 'effort', 0, 6),
});

export function placingOf(values: Context['values']): Placing {
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
