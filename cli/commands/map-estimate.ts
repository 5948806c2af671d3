import { dollars } from '../../client/cost-words.ts';
import { duration } from '../../client/durations.ts';
import { estimateMap } from '../../client/estimate-map.ts';
import { planOf } from '../../client/plan-of.ts';
import type { Command, Context } from '../command.ts';
import { costLines } from '../cost-lines.ts';
import { EstimateDocument } from '../documents.ts';
import { checkFolder, jobOptionsOf } from './checked-folder.ts';
import { mapCreate } from './map-create.ts';

/** What a game's shots cost is not foreseen: how many there are only its save tells. */
const OTHERS = ['wait', 'game', 'save', 'size', 'rows', 'from'];

export const mapEstimate: Command = {
  name: 'map estimate',
  summary: 'says what a map of a folder would cost, and how long it would take',
  about: [
    'The options are those of map create; the files are checked as there, nothing is uploaded and no job is started.',
    'Where a map of that name shows a build, only what changed counts. --quality and --boxes are taken, and change nothing.',
    'A model at list prices, not a quotation.',
  ],
  operands: ['DIR'],
  options: Object.fromEntries(Object.entries(mapCreate.options).filter(([name]) => !OTHERS.includes(name))),
  notYet: mapCreate.notYet ?? [],
  examples: [['before a map is made', 'tessera map estimate shots/ --step 1000x750']],
  exits: { 0: 'the table was printed', 3: 'a file is not as it should be: each is named with the remedy' },
  next: [
    ['tessera map create DIR', 'makes the map'],
    ['tessera map cost JOB', 'says what a job has cost'],
  ],
  document: EstimateDocument,
  run,
};

async function run(context: Context): Promise<undefined> {
  const { values, api, output } = context;
  const job = jobOptionsOf(values);
  const { name, exact, shots } = await checkFolder(context, job);
  const { format, effort, full = false } = job;
  const plan = { ...planOf(shots), exact, ...(format && { format }), ...(effort !== undefined && { effort }) };
  const foreseen = await estimateMap(api, plan, { name, shots, full });
  output.result(foreseen, () => [
    `${foreseen.shots} shots, a map of ${foreseen.width} x ${foreseen.height} px in ${foreseen.tiles} tiles: about ${duration(foreseen.seconds)}.`,
    ...costLines(foreseen),
    `One task for each tile would cost ${dollars(foreseen.one_task_per_tile_usd)}.`,
  ]);
  return undefined;
}
