import type { Clock } from '../../../kernel/clock.ts';
import type { MediaStore } from '../../../media/ports.ts';
import { capturedKey, locatedKey, planKey, todoKey } from '../../keys.ts';
import type { FailureRecord, JobChanges, Jobs } from '../../ports/jobs.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { JobStage, StageName } from '../../schemas.ts';
import type {
  Area,
  CaptureDone,
  Captured,
  CheckAnswer,
  CheckInput,
  CoordsDone,
  CoordsItem,
  Located,
  Outcome,
} from '../../workflow.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { findJson, readLines, writeJson } from '../files.ts';
import { failJob, moveJob, noteFailures, requireReached } from '../jobs/move-job.ts';
import { keepTaken } from './keep-taken.ts';
import { type Item, labelsOf } from './labels.ts';
import { listCoords } from './list-coords.ts';
import { noResults, readResults } from './results.ts';

export type CheckTools = { work: ObjectStore; media: Pick<MediaStore, 'put'>; jobs: Jobs; clock: Clock };

/** The list that the stage worked through, what one of its items is called, and where the job goes when all went well. */
const STAGES = {
  capture: { file: 'areas.jsonl', what: 'pictures', move: { from: 'capturing', to: 'locating' } },
  // Solve moves the job, when the positions are there.
  coords: { file: 'shots.jsonl', what: 'shots', move: { from: 'locating', to: 'locating' } },
  tile: { file: 'blocks.jsonl', what: 'blocks of tiles', move: { from: 'tiling', to: 'verifying' } },
  // The state machine's last state completes the job.
  cleanup: { file: 'cleanup.jsonl', what: 'screenshots', move: { from: 'cleaning', to: 'cleaning' } },
} as const satisfies Record<StageName, { file: string; what: string; move: { from: JobStage; to: JobStage } }>;

/**
 * After a Distributed Map: did every item of the stage come out well? If not, each failure gets a row and the job fails; an
 * item without an outcome is a failure, too. That is an answer with `failed` above 0 and no error, because a bad picture is
 * no fault of ours. Failures of the cleanup do not fail the job: the map is published by then.
 * @throws TesseraError `job_ended` when the job ended otherwise
 */
export async function check(input: CheckInput, { work, media, jobs, clock }: CheckTools): Promise<CheckAnswer> {
  const { stage, build, attempt } = input;
  const { file, what, move } = STAGES[stage];
  const [all, todo] = await Promise.all([
    readLines<Item>(work, planKey(build, file)),
    file === 'cleanup.jsonl' ? undefined : readLines<Item>(work, todoKey(build, attempt, file)),
  ]);
  const items = todo ?? all;
  // Where nothing was left to do, there was no Map.
  const { outcomes, workers } =
    items.length > 0 ? await readResults<object>(work, input.results.Key) : noResults<object>();
  const failures = failuresOf(stage, items, labelsOf(all), outcomes);
  const answer = {
    stage,
    completed: items.length - failures.length,
    failed: failures.length,
    todo: 0,
    calibrated: false,
    workers,
  };
  // Before the job fails: another attempt keeps what went well.
  if (stage === 'capture') await rememberCaptured(build, items as Area[], outcomes, { work, media, clock });
  if (stage === 'coords') await rememberLocated(build, all as CoordsItem[], outcomes, work);
  if (stage === 'cleanup') await noteFailures(jobs, input, failures, clock());
  else if (failures.length > 0) {
    const message = `${failures.length} of ${items.length} ${what} failed in the stage ${stage}. The first: ${failures[0]!.message}`;
    await failJob(jobs, input, { error: { code: `${stage}_failed`, message }, failures }, clock());
    return answer;
  }
  const changes: JobChanges = {};
  if (stage === 'capture') {
    const { known, ...left } = await listCoords(input, all as Area[], work);
    Object.assign(answer, left);
    changes.coords_known = known;
    changes.coords_completed = all.length - left.todo;
    changes.completed_tasks = all.length + changes.coords_completed;
  }
  if (move.from === move.to) await requireReached(jobs, input, move.to);
  else await moveJob(jobs, input, { ...move, changes }, clock());
  return answer;
}

type Bad = Pick<FailureRecord, 'code' | 'message' | 'screenshot_id'>;

function failuresOf(
  stage: StageName,
  items: Item[],
  labels: Map<string, string>,
  outcomes: Map<string, Outcome>,
): FailureRecord[] {
  return items.flatMap((item): FailureRecord[] => {
    const outcome = outcomes.get(item.id);
    if (outcome?.ok) return [];
    const {
      code,
      message,
      screenshot_id = shotOf(stage, item),
    }: Bad = outcome ?? {
      code: 'no_answer',
      message: 'The worker gave no answer. Redrive the job.',
    };
    return [{ item: labels.get(item.id)!, stage, code, message, ...(screenshot_id && { screenshot_id }) }];
  });
}

/** The screenshot that an item is; a block of tiles is made of many. */
const shotOf = (stage: StageName, item: Item) =>
  stage === 'capture' ? (item as Area).shot.id : stage === 'tile' ? undefined : item.id;

async function rememberCaptured(
  build: string,
  areas: Area[],
  outcomes: Map<string, Outcome>,
  { work, ...tools }: Omit<CheckTools, 'jobs'>,
) {
  const captured = (await findJson<Captured>(work, capturedKey(build))) ?? {};
  for (const { id, shot } of areas) {
    const outcome = outcomes.get(id) as Outcome<CaptureDone> | undefined;
    if (!outcome?.ok) continue;
    const { width, height, cells, taken } = outcome;
    captured[id] = { shot: shot.id, width, height, ...(cells && { cells }), ...(taken && { taken }) };
  }
  await keepTaken(build, captured, { work, ...tools });
  await writeJson(work, capturedKey(build), captured);
}

/** Of the build's shots: what was said of one that a repaired screenshot replaced goes. */
async function rememberLocated(build: string, shots: CoordsItem[], outcomes: Map<string, Outcome>, work: ObjectStore) {
  const before = (await findJson<Located>(work, locatedKey(build))) ?? {};
  const located: Located = {};
  for (const { id, neighbours } of shots) {
    const outcome = outcomes.get(id) as Outcome<CoordsDone> | undefined;
    const compared = neighbours.map((neighbour) => neighbour.id);
    if (outcome?.ok) located[id] = { compared, pairs: outcome.pairs, estimator: ESTIMATOR_VERSION };
    else if (before[id]) located[id] = before[id];
  }
  await writeJson(work, locatedKey(build), located);
}
