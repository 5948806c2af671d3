/** Follows a job to its end. Ctrl-C leaves the job running and says how to come back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../client/api-error.ts';
import { isAway, mayWorkLater } from '../client/retry.ts';
import { countedWords } from '../client/stage-words.ts';
import type { Job } from '../lambdas/map/schemas.ts';
import { JOB_POLL_SECONDS } from '../lib/limits.ts';
import { atUrl, type Context } from './command.ts';
import { CommandError, EXIT } from './command-error.ts';
import { createProgress } from './progress.ts';

/** Small maps are done in seconds: the first ten are watched closely. */
const CLOSE_MS = 10_000;
const CLOSE_POLL_MS = 500;
/** How long no answer may come before the command gives up: a platform that is started again needs some seconds. */
const PATIENCE_MS = 30_000;

const ENDED: Job['status'][] = ['completed', 'failed', 'cancelled'];
export const hasEnded = ({ status }: Job) => ENDED.includes(status);

/** Exit code of a command that reports this job. */
export const jobExitCode = ({ status }: Job) => (status === 'failed' || status === 'cancelled' ? EXIT.job : EXIT.done);

/** The command that follows a job, as it can be copied. */
export const followCommand = (jobId: string, url: string) => `tessera map status ${jobId} --wait${atUrl(url)}`;

/** What Ctrl-C leaves running, and how it is looked at. */
export const goesOn = (jobId: string, url: string) =>
  new CommandError(
    EXIT.interrupted,
    `The job goes on without this command. Come back with: ${followCommand(jobId, url)}`,
  );

type Waiting = Pick<Context, 'api' | 'output' | 'signal' | 'env' | 'url'> & { patienceMs?: number };

export async function waitForJob(
  jobId: string,
  { api, output, signal, env, url, patienceMs = PATIENCE_MS }: Waiting,
): Promise<Job> {
  const progress = createProgress(output.progress, env);
  const started = performance.now();
  let answered = started;
  let isLost = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const job = await api.jobStatus(jobId).catch((error) => {
        if (!(error instanceof ApiError && mayWorkLater(error.status))) throw error;
        isLost = performance.now() - answered > patienceMs;
        if (isLost) throw error;
        return undefined;
      });
      if (job) {
        answered = performance.now();
        progress.show(
          job.stages.map(({ name, completed, total, failed, as_before: before }) => ({
            name: countedWords(name, job),
            done: completed,
            total,
            failed,
            before,
          })),
        );
        if (hasEnded(job)) return job;
      }
      const close = performance.now() - started < CLOSE_MS;
      await sleep(close ? CLOSE_POLL_MS : JOB_POLL_SECONDS * 1000, undefined, { signal });
    }
  } catch (error) {
    if (isLost) throw lost(error as ApiError, followCommand(jobId, url));
    if (!signal.aborted) throw error;
    throw goesOn(jobId, url);
  } finally {
    progress.end();
  }
}

/** The platform is stopped, or the way there is cut: the job is not. */
const lost = ({ message, status }: ApiError, comeBack: string) =>
  new CommandError(
    isAway(status) ? EXIT.unreachable : EXIT.unexpected,
    `${message} The job is not lost: it goes on as soon as the platform does. Come back with: ${comeBack}`,
  );
