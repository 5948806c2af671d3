import type { Command } from '../command.ts';
import { costLines } from '../cost-lines.ts';
import { CostDocument } from '../documents.ts';
import { jobIdOf } from '../job-id.ts';

export const mapCost: Command = {
  name: 'map cost',
  summary: 'says what a job has cost',
  about: [
    'Counted while the job ran, all attempts and what failed included, at list prices. A job that runs has cost so much so far.',
  ],
  operands: ['JOB'],
  options: {},
  examples: [['what did it cost?', 'tessera map cost job_01JD4Q8ZJ5T4Y0M3N2B1A0X9W8']],
  exits: { 0: 'the table was printed', 3: 'there is no such job, or it is not yours' },
  next: [['tessera map estimate DIR', 'says the same before there is a job']],
  document: CostDocument,
  async run({ operands, api, output }) {
    const cost = await api.jobCost(jobIdOf(operands));
    output.result(cost, () => [
      ...costLines(cost),
      ...(cost.unknown > 0
        ? [`${cost.unknown} calls died: they are counted, but nobody knows for how long they ran.`]
        : []),
    ]);
    return undefined;
  },
};
