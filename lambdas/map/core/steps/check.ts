import type { Clock } from '../../../kernel/clock.ts';
import { planKey } from '../../keys.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Failure, JobStage, StageName } from '../../schemas.ts';
import type { Area, CaptureDone, CapturedShot, CheckAnswer, CheckInput, Outcome, PlanRequest } from '../../workflow.ts';
import { readJson, readLines, writeLines } from '../files.ts';
import { failJob, moveJob, noteFailures, requireReached } from '../jobs/move-job.ts';
import { readOutcomes } from './results.ts';

type Item = { id: string; name?: string; row?: number; col?: number };

/** The list that the stage worked through, what one of its items is called, and where the job goes when all went well. */
const STAGES = {
  capture: { file: 'areas.jsonl', what: 'areas', move: { from: 'capturing', to: 'locating' } },
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
export async function check(
  input: CheckInput,
  { work, jobs, clock }: { work: ObjectStore; jobs: Jobs; clock: Clock },
): Promise<CheckAnswer> {
  const { stage, build } = input;
  const { file, what, move } = STAGES[stage];
  const items = await readLines<Item>(work, planKey(build, file));
  const outcomes = await readOutcomes<object>(work, input.results.Key);
  const failures = failuresOf(stage, items, outcomes);
  const answer = { stage, completed: items.length - failures.length, failed: failures.length };
  if (stage === 'cleanup') await noteFailures(jobs, input, failures, clock());
  else if (failures.length > 0) {
    const message = `${failures.length} of ${items.length} ${what} failed in the stage ${stage}. The first: ${failures[0]!.message}`;
    await failJob(jobs, input, { error: { code: `${stage}_failed`, message }, failures }, clock());
    return answer;
  }
  if (stage === 'capture') await writeShots(build, outcomes as Map<string, Outcome<CaptureDone>>, work);
  if (move.from === move.to) await requireReached(jobs, input, move.to);
  else await moveJob(jobs, input, move, clock());
  return answer;
}

function failuresOf(stage: StageName, items: Item[], outcomes: Map<string, Outcome>): Failure[] {
  const names = new Set<string>();
  const shared = new Set(items.flatMap(({ name }) => (name && (names.has(name) || !names.add(name)) ? [name] : [])));
  // People know a shot by its file's name; files of several folders may share one.
  const label = ({ id, name, row, col }: Item) =>
    name === undefined ? id : shared.has(name) ? `${name} (row ${row}, col ${col})` : name;
  return items.flatMap((item): Failure[] => {
    const outcome = outcomes.get(item.id);
    if (outcome?.ok) return [];
    const { code, message } = outcome ?? {
      code: 'no_answer',
      message: 'The worker gave no answer. Start the job again.',
    };
    return [{ item: label(item), stage, code, message }];
  });
}

async function writeShots(build: string, outcomes: Map<string, Outcome<CaptureDone>>, work: ObjectStore) {
  const { options } = await readJson<PlanRequest>(work, planKey(build, 'request.json'));
  const areas = await readLines<Area>(work, planKey(build, 'areas.jsonl'));
  const shots = areas.map(({ id, name, row, col, nominal, shot, size }): CapturedShot => {
    const { width, height } = outcomes.get(id) as CaptureDone & Outcome;
    return { id: shot.id, key: shot.key, name, row, col, nominal, exact: options.exact, ...{ ...size, width, height } };
  });
  await writeLines(work, planKey(build, 'shots.jsonl'), shots);
}
