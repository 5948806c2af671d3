/** The end of every command that makes a job go: the job as it is, or with `--wait` as it ended. */
import { retry } from '../client/retry.ts';
import type { Job } from '../lambdas/map/schemas.ts';
import type { Context } from './command.ts';
import { tellEmptyMap } from './empty-map.ts';
import { jobDocument, jobLines } from './job-document.ts';
import { tellPlaces } from './places.ts';
import { followCommand, goesOn, jobExitCode, waitForJob } from './wait.ts';

const isOver = ({ status }: Job) => ['completed', 'failed', 'cancelled'].includes(status);

/** @returns the exit code */
export async function tellJob(jobId: string, context: Context): Promise<number | undefined> {
  const { values, api, output, signal, url } = context;
  const waits = values.wait === true;
  // The job is made: one answer that does not come must not make a failure of it.
  const status = () =>
    retry({ signal }, () => api.jobStatus(jobId)).catch((error) => {
      throw signal.aborted ? goesOn(jobId, url) : error;
    });
  const job = waits ? await waitForJob(jobId, context) : await status();
  output.result(jobDocument(job, url), () => [
    ...jobLines(job, url),
    ...(waits || isOver(job) ? [] : [`Follow it with: ${followCommand(job.job_id, url)}`]),
  ]);
  await tellPlaces(job, context);
  await tellEmptyMap(job, context);
  return waits ? jobExitCode(job) : undefined;
}
