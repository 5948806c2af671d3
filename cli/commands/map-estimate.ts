import { dollars } from '../../client/cost-words.ts';
import { duration } from '../../client/durations.ts';
import { estimateMap } from '../../client/estimate-map.ts';
import { planOf } from '../../client/plan-of.ts';
import type { EstimateAnswer } from '../../lambdas/map/cost-schemas.ts';
import type { Command, Context } from '../command.ts';
import { costLines } from '../cost-lines.ts';
import { EstimateDocument } from '../documents.ts';
import { checkFolder, type JobOptions, jobOptionsOf } from './checked-folder.ts';
import { mapCreate } from './map-create.ts';
import { estimateOfGame, isOfGame, refuseGameOptions } from './map-create-game.ts';

export const mapEstimate: Command = {
  name: 'map estimate',
  summary: 'says what a map would cost, and how long it would take',
  about: [
    'The options are those of map create; the files are checked as there, nothing is uploaded and no job is started.',
    'Where a map of that name shows a build, only what changed counts. --quality and --boxes are taken, and change nothing.',
    'With --game the beginning of the save says how large its world is; what changed in it is not known before the game has',
    'taken its shots, so all of them count. --name and --full change nothing then.',
    'A model at list prices, not a quotation.',
  ],
  operands: ['[DIR]'],
  options: Object.fromEntries(Object.entries(mapCreate.options).filter(([name]) => name !== 'wait')),
  notYet: mapCreate.notYet ?? [],
  examples: [
    ['before a map is made', 'tessera map estimate shots/ --step 1000x750'],
    [
      'before a game takes the shots of a part of its world',
      'tessera map estimate --game openttd --save city.sav --from 14040,5050 --columns 8 --rows 6',
    ],
  ],
  exits: { 0: 'the table was printed', 3: 'a file is not as it should be: each is named with the remedy' },
  next: [
    ['tessera map create DIR', 'makes the map'],
    ['tessera map cost JOB', 'says what a job has cost'],
  ],
  document: EstimateDocument,
  run,
};

async function run(context: Context): Promise<undefined> {
  const { values, output } = context;
  const job = jobOptionsOf(values);
  let changed: number | undefined;
  const foreseen = isOfGame(values)
    ? await estimateOfGame(context, tilesOf(job))
    : await ofFolder(context, job, (count) => {
        changed = count;
      });
  output.result(foreseen, () => [
    `${headline(foreseen, changed)} in ${foreseen.tiles} tiles: about ${duration(foreseen.seconds)} on AWS.`,
    ...costLines(foreseen),
    `One task for each tile would cost ${dollars(foreseen.one_task_per_tile_usd)}.`,
  ]);
  return undefined;
}

const tilesOf = ({ format, effort }: JobOptions) => ({
  ...(format && { format }),
  ...(effort !== undefined && { effort }),
});

/** `changed`: how many of them no build of the map knows; undefined where all are new. */
function headline({ shots, width, height }: EstimateAnswer, changed: number | undefined): string {
  const news = changed === undefined ? '' : `, ${changed === 0 ? 'none' : changed} of them new`;
  return `${shots === 1 ? '1 shot' : `${shots} shots`}${news}, a map of ${width} x ${height} px`;
}

async function ofFolder(
  context: Context,
  job: JobOptions,
  onChanged: (count: number) => void,
): Promise<EstimateAnswer> {
  refuseGameOptions(context, 'map estimate');
  const { name, exact, shots } = await checkFolder(context, job);
  return estimateMap(
    context.api,
    { ...planOf(shots), exact, ...tilesOf(job) },
    { name, shots, full: job.full ?? false, onChanged },
  );
}
