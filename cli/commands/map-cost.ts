import type { Command } from '../command.ts';
import { costLines } from '../cost-lines.ts';
import { CostDocument } from '../documents.ts';
import { findJob } from '../find-job.ts';

export const mapCost: Command = {
  name: 'map cost',
  summary: 'says what a job has cost',
  about: [
    'Of a map that of its latest job, of MAP@BUILD that of the job which made the build.',
    'Counted while the job ran, all attempts and what failed included, at list prices. A job that runs has cost so much so far.',
  ],
  operands: ['JOB|MAP[@BUILD]'],
  options: {},
  examples: [
    ['what did it cost?', 'tessera map cost job_01JD4Q8ZJ5T4Y0M3N2B1A0X9W8'],
    ['the latest job of a map', 'tessera map cost "My city"'],
  ],
  exits: { 0: 'the table was printed', 3: 'there is no such job, map or build, or it is not yours' },
  next: [['tessera map estimate DIR', 'says the same before there is a job']],
  document: CostDocument,
  async run({ operands, api, output }) {
    const { job_id, of } = await findJob(operands[0]!, api);
    const cost = await api.jobCost(job_id);
    output.result(cost, () => [
      `Job ${job_id}${of}: ${cost.status}`,
      ...costLines(cost),
      ...(cost.unknown > 0
        ? [`${cost.unknown} calls died: they are counted, but nobody knows for how long they ran.`]
        : []),
    ]);
    return undefined;
  },
};
