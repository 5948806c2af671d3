import { dollars } from '../../client/cost-words.ts';
import { duration } from '../../client/durations.ts';
import { estimateMap } from '../../client/estimate-map.ts';
import { planOf } from '../../client/plan-of.ts';
import { TileFormat } from '../../lambdas/map/schemas.ts';
import type { Command, Context } from '../command.ts';
import { costLines } from '../cost-lines.ts';
import { EstimateDocument } from '../documents.ts';
import { choiceOption, numberOption } from '../option-values.ts';
import { createProgress } from '../progress.ts';
import { collectShots } from '../shots/collect.ts';
import { mapCreate, nameOf, placingOf } from './map-create.ts';

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

async function run({ operands, values, api, output, signal, env }: Context): Promise<undefined> {
  const progress = createProgress(output.progress, env);
  const [directory = ''] = operands;
  const name = nameOf(values, directory, 'folder');
  const shots = await collectShots(directory, placingOf(values), (done, total) => {
    signal.throwIfAborted();
    progress.show([{ name: 'checked', done, total }]);
  });
  progress.end();
  const format = choiceOption(values, 'format', TileFormat.options);
  const effort = numberOption(values, 'effort', 0, 6);
  const plan = {
    ...planOf(shots),
    exact: values.exact === true,
    ...(format && { format }),
    ...(effort !== undefined && { effort }),
  };
  const foreseen = await estimateMap(api, plan, { name, shots, full: values.full === true });
  output.result(foreseen, () => [
    `${foreseen.shots} shots, a map of ${foreseen.width} x ${foreseen.height} px in ${foreseen.tiles} tiles: about ${duration(foreseen.seconds)}.`,
    ...costLines(foreseen),
    `One task for each tile would cost ${dollars(foreseen.one_task_per_tile_usd)}.`,
  ]);
  return undefined;
}
