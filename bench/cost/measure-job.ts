/** A job in a twin of its own: what was foreseen, what the job says of itself, and what the twin served. */
import { developmentLogin } from '../../cli/session/development-login.ts';
import { collectShots } from '../../cli/shots/collect.ts';
import { readUnchanged } from '../../cli/shots/unchanged.ts';
import { type Client, createClient } from '../../client/client.ts';
import { makeMap } from '../../client/make-map.ts';
import { planOf } from '../../client/plan-of.ts';
import type { EstimateAnswer, JobCost } from '../../lambdas/map/cost-schemas.ts';
import type { TileFormat } from '../../lambdas/map/schemas.ts';
import { startTwin } from '../../local/wiring/twin.ts';
import { synth } from '../../scripts/synth.ts';
import { removeFolder, temporaryFolder } from '../../test/support/platform.ts';
import { countServed, type ServedCounts } from './served.ts';

export type MeasuredJob = {
  predicted: EstimateAnswer;
  reported: JobCost;
  served: ServedCounts;
  byCaller: Map<string, number>;
  seconds: number;
};
export type JobOfFolder = {
  positions?: string;
  step?: [number, number];
  options?: { format?: TileFormat; effort?: number; exact?: boolean };
};

export async function measureJob(
  folder: string,
  { positions, step = [1024, 1024], options = {} }: JobOfFolder,
): Promise<MeasuredJob> {
  const directory = await temporaryFolder();
  const { counts, byCaller, onServed } = countServed();
  const twin = await startTwin({ dataDirectory: directory, port: 0, onServed, assembly: () => synth() });
  try {
    const api = await clientOf(twin.url);
    const shots = await collectShots(folder, { step, ...(positions && { positions }) }, () => {});
    const predicted = await api.estimateJob({ ...planOf(shots), ...options });
    const started = performance.now();
    const { job_id } = await makeMap({
      api,
      map: { name: 'Measured' },
      shots,
      job: options,
      signal: new AbortController().signal,
      onUploaded: () => {},
      describe: ({ bytes, type, sha256 }) => ({ bytes, type, sha256 }),
      read: (shot) => readUnchanged(shot.path, shot),
    });
    await ended(api, job_id);
    const seconds = (performance.now() - started) / 1000;
    return { predicted, reported: await api.jobCost(job_id), served: { ...counts }, byCaller, seconds };
  } finally {
    await twin.close();
    await removeFolder(directory);
  }
}

async function clientOf(url: string): Promise<Client> {
  const { issuer, audience } = await createClient({ baseUrl: url }).config();
  const token = await developmentLogin(issuer, audience);
  return createClient({ baseUrl: url, token: async () => token.accessToken });
}

async function ended(api: Client, job: string): Promise<void> {
  for (;;) {
    const { status, error } = await api.jobStatus(job);
    if (status === 'completed') return;
    if (status !== 'running' && status !== 'preparing') throw new Error(`The job ${status}: ${JSON.stringify(error)}`);
    await new Promise((done) => setTimeout(done, 500));
  }
}
