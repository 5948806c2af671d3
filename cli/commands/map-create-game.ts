/** `map create --game NAME --save FILE`: a game takes the shots. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { estimateGameMap } from '../../client/estimate-game-map.ts';
import { makeGameMap } from '../../client/make-game-map.ts';
import { outsideWorldAs, refuseView } from '../../client/refuse-view.ts';
import { faultOfContent } from '../../client/whole-save.ts';
import { FARTHEST_CORNER, faultOfSave, faultOfStep, GameName, SAVE_HEAD } from '../../lambdas/map/capture-schemas.ts';
import type { CreateJobAnswer, CreateMapRequest, MapSummary } from '../../lambdas/map/schemas.ts';
import { CAPTURES_A_SIDE } from '../../lib/limits.ts';
import type { Context } from '../command.ts';
import { inputError, usageError } from '../command-error.ts';
import { choiceOption, numberOption, placeOption, sizeOption, textOption } from '../option-values.ts';
import { ofOrdinaryFile } from '../shots/ordinary-file.ts';
import type { JobOptions } from './checked-folder.ts';

/** As with uploads: a platform that is started again is waited for. */
const PATIENCE_MS = 5 * 60_000;
/** What places shots that somebody took. */
const OF_FOLDERS = ['order', 'positions', 'allow-holes', 'exact'] as const;
const OF_GAMES = ['size', 'rows', 'from'] as const;

export const isOfGame = ({ game, save }: Context['values']): boolean => game !== undefined || save !== undefined;

/** Without a game there is a folder. @throws CommandError (2) */
export function refuseGameOptions({ operands, values }: Context, command: string): void {
  if (operands.length === 0)
    throw usageError(`${command} needs DIR, a folder of screenshots, or --game NAME --save FILE.`);
  const given = OF_GAMES.find((name) => values[name] !== undefined);
  if (given) throw usageError(`--${given} is for --game NAME --save FILE.`);
}

/** What the line says of the game. @throws CommandError (2) */
function captureOf({ operands: [directory], values }: Context) {
  if (directory !== undefined)
    throw usageError(`A game takes the shots itself: leave ${directory} out, or --game and --save.`);
  const game = choiceOption(values, 'game', GameName.options);
  const file = textOption(values, 'save');
  if (game === undefined) throw usageError(`--save needs --game NAME: ${GameName.options.join(', ')}.`);
  if (file === undefined) throw usageError('--game needs --save FILE, the save that the game is started with.');
  const given = OF_FOLDERS.find((name) => values[name] !== undefined);
  if (given) throw usageError(`--${given} is for screenshots in a folder; a game knows where it takes them.`);
  const [size, step] = [sizeOption(values, 'size'), sizeOption(values, 'step')];
  const from = placeOption(values, 'from', FARTHEST_CORNER);
  const [columns, rows] = (['columns', 'rows'] as const).map((name) => numberOption(values, name, 1, CAPTURES_A_SIDE));
  const fault = faultOfStep({ size, step });
  if (fault) throw usageError(`--step: ${fault}`);
  return { file, capture: { game, size, step, from, columns, rows } };
}

export async function createFromGame(
  context: Context,
  { map: mapOf, job }: { map: (file: string) => CreateMapRequest; job: JobOptions },
  onMap: (map: MapSummary) => void,
): Promise<CreateJobAnswer> {
  const { file, capture } = captureOf(context);
  const map = mapOf(file);
  const content = await readSave(file, capture.game);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const save = { name: basename(file), bytes: content.length, sha256, read: () => content };
  const { api, signal, output } = context;
  await refuseView(api, capture, content).catch(inOptions);
  const onFound = (isThere: boolean) => isThere && output.note('The save is there already.');
  return makeGameMap({ api, signal, patienceMs: PATIENCE_MS, map, onMap, onFound, save, capture, job });
}

/** What `map estimate` says of the same line. */
export async function estimateOfGame(context: Context, options: Parameters<typeof estimateGameMap>[3]) {
  const { file, capture } = captureOf(context);
  return estimateGameMap(context.api, capture, await readSave(file, capture.game), options).catch(inOptions);
}

function inOptions(error: unknown): never {
  throw outsideWorldAs(error, 'Correct --from, or leave it out for the whole world.');
}

/** @throws CommandError (3) naming the file with the remedy */
async function readSave(file: string, game: GameName): Promise<Buffer<ArrayBuffer>> {
  const content = await ofOrdinaryFile(file, async (bytes) => {
    await using opened = await open(file);
    const { buffer: head } = await opened.read({ buffer: Buffer.alloc(SAVE_HEAD), position: 0 });
    const fault = faultOfSave(game, bytes, head);
    if (fault) throw inputError(`${file} ${fault}`);
    return await opened.readFile();
  });
  if (typeof content === 'string')
    throw inputError(`${file} ${content.split('. ')[0]}. Name the save of a game: --save FILE.`);
  const fault = await faultOfContent(game, content);
  if (fault) throw inputError(`${file} ${fault}`);
  return content;
}
