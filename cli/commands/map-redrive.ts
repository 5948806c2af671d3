import { redriveWith } from '../../client/redrive-job.ts';
import type { Command } from '../command.ts';
import { inputError } from '../command-error.ts';
import { JobDocument } from '../documents.ts';
import { jobIdOf } from '../job-id.ts';
import { createProgress } from '../progress.ts';
import { collectRepaired } from '../shots/repaired.ts';
import { resumableUpload } from '../shots/resumable-upload.ts';
import { readUnchanged } from '../shots/unchanged.ts';
import { tellJob } from '../tell-job.ts';

export const mapRedrive: Command = {
  name: 'map redrive',
  summary: 'goes on with a failed job, with repaired shots or without',
  about: [
    'What is done is kept; only what failed, is missing or depends on a repaired shot is done again. DIR holds repaired shots',
    'under the names that they had; it wants all that failed, and uploads those and the ones that differ.',
  ],
  operands: ['JOB', '[DIR]'],
  options: { wait: { type: 'boolean', help: 'follow the job to its end' } },
  examples: [
    ['whatever failed may work now', 'tessera map redrive job_01JD4Q8ZJ5T4Y0M3N2B1A0X9W8 --wait'],
    [
      'with the shots that were bad, captured again',
      'tessera map redrive job_01JD4Q8ZJ5T4Y0M3N2B1A0X9W8 repaired/ --wait',
    ],
  ],
  exits: {
    0: 'with --wait the map is made and shown, without the job goes on',
    3: 'the job has not failed, or a repaired shot is missing or wrong: each is named',
    4: 'with --wait: the job failed again or was cancelled',
  },
  next: [['tessera map status JOB --wait', 'follows the job']],
  document: JobDocument,
  async run(context) {
    const { operands, api, output, signal, env } = context;
    const id = jobIdOf(operands);
    const directory = operands[1];
    const progress = createProgress(output.progress, env);
    const showChecked = (done: number, total: number) => {
      signal.throwIfAborted();
      progress.show([{ name: 'checked', done, total }]);
    };
    const { status } = await api.jobStatus(id);
    const refuse = () => inputError(`The job ${id} is ${status}; only a failed one can be redriven.`);
    // A running one may have been redriven by a request that died before the start: the platform knows.
    if (status !== 'failed' && status !== 'running') throw refuse();
    const shots = await api.jobShots(id);
    const repaired = directory === undefined ? [] : await collectRepaired(directory, shots, showChecked);
    progress.end();
    // Nothing is uploaded for what would be refused.
    if (status === 'running' && repaired.length > 0) throw refuse();
    if (directory !== undefined) output.note(`${repaired.length} of ${shots.shots.length} shots are replaced.`);
    const redriven = await resumableUpload(context, repaired.length, (options) =>
      redriveWith(shots, {
        ...options,
        ...{ api, shots: repaired },
        describe: ({ bytes, type, sha256 }) => ({ bytes, type, sha256 }),
        read: (shot) => readUnchanged(shot.from, shot),
      }),
    );
    return tellJob(redriven.job_id, context);
  },
};
