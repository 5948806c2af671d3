import { ORDERS } from '../../client/grid.ts';
import { makeMap } from '../../client/make-map.ts';
import { GameName } from '../../lambdas/map/capture-schemas.ts';
import { type CreateJobAnswer, type CreateMapRequest, type MapSummary, TileFormat } from '../../lambdas/map/schemas.ts';
import { GAME_SIZE, GAME_STEP, GRID_STEP } from '../../lib/limits.ts';
import type { Command, Context } from '../command.ts';
import { JobDocument } from '../documents.ts';
import { madeWords } from '../made-words.ts';
import { tellByHand } from '../shots/by-hand.ts';
import { resumableUpload } from '../shots/resumable-upload.ts';
import { readUnchanged } from '../shots/unchanged.ts';
import { tellJob } from '../tell-job.ts';
import { checkFolder, type JobOptions, jobOptionsOf, nameOf } from './checked-folder.ts';
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
    'A new map is public (whoever knows its address can look at it), or with --private for you alone. It stays what it is.',
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
    private: { type: 'boolean', help: 'you alone see it (default: public; chosen when the map is made, for good)' },
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
  const job = jobOptionsOf(values);
  const visibility: Pick<CreateMapRequest, 'visibility'> = values.private ? { visibility: 'private' } : {};
  let before = null as string | null;
  const onMap = ({ map, published_build: shown }: MapSummary) => {
    before = shown;
    if (!shown) return;
    const back = `tessera map rollback ${map}`;
    output.note(`The map ${map} is there: its build ${shown} is shown until the new one is done. Back again: ${back}`);
  };
  const created = isOfGame(values)
    ? await createFromGame(
        context,
        { map: (save) => ({ name: nameOf(values, save, 'save'), ...visibility }), job },
        onMap,
      )
    : await createFromFolder(context, { visibility, job }, onMap);
  const wanted = { inputs: isOfGame(values) ? 'this save' : 'these shots', base: job.full ? null : before };
  output.note(madeWords(created, wanted, context.url));
  if (before !== null && !created.unchanged && created.status !== 'running')
    await tellByHand({ map: created.map, build: before }, context);
  return tellJob(created.job_id, context);
}

async function createFromFolder(
  context: Context,
  { visibility, job }: { visibility: Pick<CreateMapRequest, 'visibility'>; job: JobOptions },
  onMap: (map: MapSummary) => void,
): Promise<CreateJobAnswer> {
  refuseGameOptions(context, 'map create');
  const { name, exact, shots } = await checkFolder(context, job);
  return resumableUpload(context, shots.length, (options) =>
    makeMap({
      ...options,
      ...{ api: context.api, map: { name, ...visibility }, shots, job: { exact, ...job } },
      describe: ({ bytes, type, sha256 }) => ({ bytes, type, sha256 }),
      read: (shot) => readUnchanged(shot.path, shot),
      onMap,
    }),
  );
}
