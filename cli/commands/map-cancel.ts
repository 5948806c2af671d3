import { retry } from '../../client/retry.ts';
import type { Command } from '../command.ts';
import { JobDocument } from '../documents.ts';
import { jobDocument, jobLines } from '../job-document.ts';
import { jobIdOf } from '../job-id.ts';

export const mapCancel: Command = {
  name: 'map cancel',
  summary: 'cancels a job and removes what it made',
  about: [
    'Only before it has published. The map shows what it showed before. Uploads that no other build uses go, too.',
  ],
  operands: ['JOB'],
  options: {},
  examples: [['end it', 'tessera map cancel job_01JD4Q8ZJ5T4Y0M3N2B1A0X9W8']],
  exits: { 3: 'there is no such job, it is not yours, or it has ended' },
  next: [['tessera map show MAP', 'what the map shows']],
  document: JobDocument,
  async run({ operands, api, output, url, signal }) {
    const id = jobIdOf(operands);
    // Cancelled already is as good: whoever asks again, because the answer was lost, gets the same.
    const job = await retry({ signal }, () => api.cancelJob(id));
    output.result(jobDocument(job, url), () => [
      ...jobLines(job, url),
      'What it made is being removed; the last of it goes within a quarter of an hour.',
    ]);
    return undefined;
  },
};
