import { JobId } from '../../lambdas/map/field-schemas.ts';
import type { Command } from '../command.ts';
import { usageError } from '../command-error.ts';
import { jobDocument, jobLines } from '../job-document.ts';
import { jobExitCode, waitForJob } from '../wait.ts';

export const mapStatus: Command = {
  name: 'map status',
  summary: 'says how far a job is',
  operands: ['JOB'],
  options: { wait: { type: 'boolean', help: 'follow the job to its end' } },
  examples: ['tessera map status job_01JD4Q8ZJ5T4Y0M3N2B1A0X9W8 --wait'],
  async run(context) {
    const { operands, values, api, output, url } = context;
    const id = operands[0]!;
    if (!JobId.safeParse(id).success) throw usageError(`${id} is no job id: those begin with job_.`);
    const job = values.wait === true ? await waitForJob(id, context) : await api.jobStatus(id);
    output.result(jobDocument(job, url), () => jobLines(job, url));
    return jobExitCode(job);
  },
};
