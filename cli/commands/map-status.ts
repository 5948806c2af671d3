import { JobId } from '../../lambdas/map/field-schemas.ts';
import type { Command } from '../command.ts';
import { usageError } from '../command-error.ts';
import { JobDocument } from '../documents.ts';
import { jobDocument, jobLines } from '../job-document.ts';
import { jobExitCode, waitForJob } from '../wait.ts';

export const mapStatus: Command = {
  name: 'map status',
  summary: 'says how far a job is',
  about: [
    'With --wait until the job has ended, with a bar for each stage on a terminal. Ctrl-C leaves the job running.',
  ],
  operands: ['JOB'],
  options: { wait: { type: 'boolean', help: 'follow the job to its end' } },
  examples: [
    ['how far is it?', 'tessera map status job_01JD4Q8ZJ5T4Y0M3N2B1A0X9W8'],
    ['wait for its end', 'tessera map status job_01JD4Q8ZJ5T4Y0M3N2B1A0X9W8 --wait'],
  ],
  exits: {
    0: 'the job is under way or completed',
    3: 'there is no such job, or it is not yours',
    4: 'the job failed or was cancelled',
  },
  next: [
    ['tessera map redrive JOB [DIR]', 'goes on with a failed job'],
    ['tessera map cancel JOB', 'ends one that is under way'],
  ],
  document: JobDocument,
  async run(context) {
    const { operands, values, api, output, url } = context;
    const id = operands[0]!;
    if (!JobId.safeParse(id).success) throw usageError(`${id} is no job id: those begin with job_.`);
    const job = values.wait === true ? await waitForJob(id, context) : await api.jobStatus(id);
    output.result(jobDocument(job, url), () => jobLines(job, url));
    return jobExitCode(job);
  },
};
