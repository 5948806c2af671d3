/** A job as commands print it: the promised JSON document, and its lines for people. */
import { duration, jobSeconds } from '../client/durations.ts';
import { countedWords, stageWords } from '../client/stage-words.ts';
import { type ToldFailure, toldFailures } from '../client/told-failures.ts';
import { endsSoAgain } from '../lambdas/map/redrive-schemas.ts';
import type { Job } from '../lambdas/map/schemas.ts';
import type { JobDocument } from './documents.ts';

export function jobDocument(job: Job, platform: string): JobDocument {
  const { job_id, map, build, status, progress, total_tasks, completed_tasks, stages, failures, error } = job;
  const { tiles_created, tiles_copied } = job;
  const end = Date.parse(job.completed_at ?? job.updated_at);
  return {
    job_id,
    map,
    build,
    status,
    progress,
    total_tasks,
    completed_tasks,
    tiles_created,
    tiles_copied,
    stages,
    failures,
    error,
    url: job.url === null ? null : new URL(job.url, `${platform}/`).href,
    /** From the job's creation to its end, or to its last change. */
    seconds: Math.round((end - Date.parse(job.created_at)) / 100) / 10,
  };
}

export function jobLines(job: Job, platform: string): string[] {
  const { url } = jobDocument(job, platform);
  const stage = job.status === 'running' && job.stage ? `, ${stageWords(job.stage, job).toLowerCase()}` : '';
  const { told, untold } = toldFailures(job);
  return [
    `Job ${job.job_id} of map ${job.map_name} (${job.map}), build ${job.build}: ${job.status}${stage}`,
    `  ${job.completed_tasks} of ${job.total_tasks} tasks (${job.progress} %), ${tilesOf(job)}, ${tookOf(job)}`,
    // Before the plan is made nothing is known of them.
    ...job.stages
      .filter(({ total }) => total > 0)
      .map(({ name, completed, total, failed, as_before }) => {
        const known = as_before ? `, ${as_before} as before` : '';
        const failures = failed ? `, ${failed} failed` : '';
        return `  ${countedWords(name, job).padEnd(14)} ${completed}/${total}${known}${failures}`;
      }),
    ...(job.error ? [`  ${job.error.code}: ${errorWords(job)}`] : []),
    ...failureLines(told),
    ...(untold > 0 ? [`  and ${untold} more failures`] : []),
    ...(job.status === 'failed' && !endsSoAgain(job)
      ? [
          `  Go on where it stopped: tessera map redrive ${job.job_id}; with repaired shots: tessera map redrive ${job.job_id} DIR`,
        ]
      : []),
    ...(url && job.status === 'completed' ? [`  ${url}`] : []),
  ];
}

/** Those of a build that was made on top of another one were mostly copied from there. */
const tilesOf = ({ tiles_created, tiles_copied }: Job) =>
  tiles_copied > 0 ? `${tiles_created} tiles made, ${tiles_copied} as they were` : `${tiles_created} tiles`;

/** As the job's page says it: a redriven job lay still between its attempts, and nobody knows for how long. */
const tookOf = (job: Job) => (job.attempt > 1 ? `after ${job.attempt} attempts` : duration(jobSeconds(job)));

/** What failed in the same way is told once, with the names of all. */
function failureLines(failures: ToldFailure[]): string[] {
  const alike = new Map<string, string[]>();
  for (const { item, stage, code, message, areas = 1 } of failures) {
    const what = `${code}: ${withoutName(item, once(message))}`;
    const name = areas > 1 ? `of ${areas} areas` : item;
    alike.set(`${stage} ${what}`, [...(alike.get(`${stage} ${what}`) ?? [`${stage}|${what}`]), name]);
  }
  return [...alike.values()].map(([head, ...items]) => {
    const [stage, ...what] = head!.split('|');
    return `  ${stage} ${items.join(', ')}: ${what.join('|')}`;
  });
}

/** Messages name their item themselves, for those who read nothing else. */
const withoutName = (item: string, message: string) =>
  message.startsWith(`${item}: `) ? message.slice(item.length + 2) : message;

/** The API's messages say each alone what to do; here one line with the job's id says it for all. */
const once = (message: string) =>
  message
    .replace(/ Go on with: tessera map redrive \S+$/, '')
    .replace(' and redrive the job with it (tessera map redrive JOB DIR)', '');

/** It quotes the first failure, which stands among the others just below. */
const errorWords = ({ error, failures }: Job) =>
  once(failures.length > 0 ? error!.message.replace(/ The first: .*$/s, '') : error!.message);
