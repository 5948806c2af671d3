import { retry } from '../../client/retry.ts';
import type { Command } from '../command.ts';
import { JobDocument } from '../documents.ts';
import { tellEmptyMap } from '../empty-map.ts';
import { findJob } from '../find-job.ts';
import { jobDocument, jobLines } from '../job-document.ts';
import { tellPlaces } from '../places.ts';
import { jobExitCode, waitForJob } from '../wait.ts';

/** Waits of a quarter, a half and one second. */
const PATIENCE_MS = 1000;

export const mapStatus: Command = {
  name: 'map status',
  summary: 'says how far a job is',
  about: [
    'Of a map its latest job, of MAP@BUILD the job which made the build.',
    'With --wait until the job has ended, with a bar for each stage on a terminal. Ctrl-C leaves the job running.',
  ],
  operands: ['JOB|MAP[@BUILD]'],
  options: { wait: { type: 'boolean', help: 'follow the job to its end' } },
  examples: [
    ['how far is it?', 'tessera map status job_01JD4Q8ZJ5T4Y0M3N2B1A0X9W8'],
    ['the latest job of a map', 'tessera map status "My city"'],
    ['wait for its end', 'tessera map status job_01JD4Q8ZJ5T4Y0M3N2B1A0X9W8 --wait'],
  ],
  exits: {
    0: 'the job is under way or completed',
    3: 'there is no such job, map or build, or it is not yours',
    4: 'the job failed or was cancelled',
  },
  next: [
    ['tessera map redrive JOB [DIR]', 'goes on with a failed job'],
    ['tessera map cancel JOB', 'ends one that is under way'],
  ],
  document: JobDocument,
  async run(context) {
    const { operands, values, api, output, url, signal } = context;
    // A platform that is not there at all is told soon; patience is for one that has answered once.
    const now = await retry({ signal, patienceMs: PATIENCE_MS }, async () => {
      const { job_id } = await findJob(operands[0]!, api);
      return api.jobStatus(job_id);
    });
    const job = values.wait === true ? await waitForJob(now.job_id, context) : now;
    output.result(jobDocument(job, url), () => jobLines(job, url));
    await tellPlaces(job, context);
    await tellEmptyMap(job, context);
    return jobExitCode(job);
  },
};
