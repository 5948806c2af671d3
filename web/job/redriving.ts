/** A failed job goes on, from its page. */
import type { Client } from '../../client/client.ts';
import { redriveWith } from '../../client/redrive-job.ts';
import type { Repaired } from '../../client/repaired-shots.ts';
import type { RetryOptions } from '../../client/retry.ts';
import { sha256 } from '../../client/sha256.ts';
import type { Uploads } from '../../client/upload-shots.ts';
import type { JobShots } from '../../lambdas/map/redrive-schemas.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { failedBy } from '../data/failed.ts';
import { inOurWords } from '../data/in-our-words.ts';
import { readably } from '../data/readably.ts';
import { checkPicture, type Picture } from '../parts/check-pictures.ts';
import { text } from '../text/en.ts';

export type RepairedFile = Repaired<File, Omit<Picture, 'file'>>;
type Api = Pick<Client, 'jobShots' | 'listUploads' | 'createTickets' | 'uploadShot' | 'redriveJob'>;
type Options = Pick<RetryOptions, 'signal' | 'pause'> & Partial<Pick<Uploads<RepairedFile>, 'onUploaded' | 'onShot'>>;

/** Goes on as things are: what failed, or is missing, is done again. Gives up soon: nothing is lost. @throws as `redrive` */
export const goOn = (api: Api, job: string, options: Options): Promise<Job> =>
  toldPlainly(api.jobShots(job).then((of) => redriveWith(of, { api, shots: [], ...sending(options) })));

/**
 * Uploads the repaired pictures and goes on with them. Waits for a platform that is away.
 * @throws Error in the page's own words for what the platform refuses, with the status and code of the refusal
 */
export const redrive = (api: Api, job: JobShots, shots: readonly RepairedFile[], options: Options): Promise<Job> =>
  toldPlainly(
    redriveWith(job, {
      ...{ api: { ...api, uploadShot: readably(api) }, shots },
      ...{ ...sending(options), patienceMs: Number.POSITIVE_INFINITY },
    }),
  );

const sending = (options: Options) => ({
  onUploaded: () => {},
  ...options,
  describe: ({ from, type, sha256 }: RepairedFile) => ({ bytes: from.size, type, sha256 }),
  read: ({ from }: RepairedFile) => from,
});

/** What a job is made of. @throws as `redrive` */
export const shotsOf = (api: Pick<Api, 'jobShots'>, job: string): Promise<JobShots> => toldPlainly(api.jobShots(job));

/** Refusals that no other attempt of this job changes: another build is the way on. */
const OVER = new Set(['removed', 'superseded', 'inputs_taken']);
export const isOver = (error: unknown): boolean => {
  const { status, code } = failedBy(error);
  return status === 409 && OVER.has(code ?? '');
};

const toldPlainly = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error) => {
    throw inOurWords(error, text.redriveRefused);
  });

const sums = new WeakMap<File, Promise<string>>();
const pictures = new WeakMap<File, ReturnType<typeof checkPicture>>();

/** Each file is read once, though files may be added to those that were looked at. */
function remembered<T>(known: WeakMap<File, Promise<T>>, file: File, look: () => Promise<T>): Promise<T> {
  const found = known.get(file) ?? look();
  known.set(file, found);
  return found;
}

const sha256Of = (file: File) => remembered(sums, file, async () => sha256(await file.arrayBuffer()));

/** Files as a browser gives them, looked at as the upload page does. */
export const lookingAtFiles = {
  // One that cannot be read is named when it is looked at as a picture.
  sha256: (file: File) => sha256Of(file).catch(() => undefined),
  inspect: (file: File) => remembered(pictures, file, () => checkPicture(file)),
};
