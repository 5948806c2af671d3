/** Repaired screenshots into a failed job that goes on with them. */
import type { JobShots } from '../lambdas/map/redrive-schemas.ts';
import type { Job } from '../lambdas/map/schemas.ts';
import type { Client } from './client.ts';
import { type RetryOptions, retry } from './retry.ts';
import { contentId, type UploadApi, type Uploaded, type Uploads } from './upload-shots.ts';
import { withUploads } from './with-uploads.ts';

export type RedriveApi = UploadApi & Pick<Client, 'redriveJob'>;
/** `file`: the name of the job's shot whose place it takes. */
export type RepairedShot = { file: string; row: number; col: number };

/**
 * Uploads the repaired shots and redrives the job. The state of the game is named by all shots as they are now, as when a map
 * is made of them: a later `map create` of the same folder finds nothing changed.
 *
 * A repeat after a lost answer is harmless: the request names the attempt that it goes on from.
 */
export async function redriveWith<Shot extends RepairedShot>(
  job: JobShots,
  wanted: Uploads<Shot> & { api: RedriveApi },
): Promise<Job> {
  if (wanted.shots.length === 0) return redrive(job, wanted, []);
  return withUploads(job.map, wanted, (uploaded) => redrive(job, wanted, uploaded));
}

async function redrive<Shot extends RepairedShot>(
  { job_id, attempt, ...job }: JobShots,
  wanted: RetryOptions & { api: RedriveApi },
  uploaded: Uploaded<Shot>[],
): Promise<Job> {
  const placeOf = ({ row, col }: { row: number; col: number }) => `${row} ${col}`;
  const sums = new Map(uploaded.map(({ shot, sha256 }) => [placeOf(shot), sha256]));
  const contents = job.shots.map((shot) => ({ file: shot.name, sha256: sums.get(placeOf(shot)) ?? shot.sha256 }));
  const shots = uploaded.map(({ shot: { file, row, col }, screenshot_id }) => ({
    ...{ name: file, row, col, screenshot_id },
  }));
  const changed = shots.length > 0 && /^shots-[0-9a-f]{32}$/.test(job.save_data_id);
  const save_data_id = changed ? await contentId(contents) : job.save_data_id;
  return retry(wanted, () => wanted.api.redriveJob(job_id, { attempt, shots, save_data_id }));
}
