/** Jobs in a twin of their own: what was foreseen of each, what it says of itself, and what the twin served of it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { developmentLogin } from '../../cli/session/development-login.ts';
import { collectShots } from '../../cli/shots/collect.ts';
import { readUnchanged } from '../../cli/shots/unchanged.ts';
import { type Client, createClient } from '../../client/client.ts';
import { estimateGameMap, type GameToEstimate } from '../../client/estimate-game-map.ts';
import { estimateMap } from '../../client/estimate-map.ts';
import { makeGameMap } from '../../client/make-game-map.ts';
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
  byCaller: Record<string, number>;
  seconds: number;
};
export type JobOfFolder = {
  positions?: string;
  step?: [number, number];
  options?: { format?: TileFormat; effort?: number; exact?: boolean };
};
export type Jobs = {
  /** The same name again is a build on top of what it shows. */
  ofFolder(name: string, folder: string, job: JobOfFolder): Promise<MeasuredJob>;
  ofGame(name: string, save: string, capture: GameToEstimate, options: { effort?: number }): Promise<MeasuredJob>;
};

/** One job after the other: what the twin serves meanwhile is that job's. */
export async function measuringJobs<Answer>(use: (jobs: Jobs) => Promise<Answer>): Promise<Answer> {
  const directory = await temporaryFolder();
  const { countedBy, onServed } = countServed();
  const twin = await startTwin({ dataDirectory: directory, port: 0, onServed, assembly: () => synth() });
  try {
    const api = await clientOf(twin.url);
    const measured = async (
      predicted: EstimateAnswer,
      begin: () => Promise<{ job_id: string }>,
    ): Promise<MeasuredJob> => {
      const started = performance.now();
      const { made, ...counted } = await countedBy(async () => {
        const { job_id } = await begin();
        await ended(api, job_id);
        return job_id;
      });
      const seconds = (performance.now() - started) / 1000;
      return { predicted, reported: await api.jobCost(made), seconds, ...counted };
    };
    return await use({
      async ofFolder(name, folder, { positions, step = [1024, 1024], options = {} }) {
        const shots = await collectShots(folder, { step, ...(positions && { positions }) }, () => {});
        const predicted = await estimateMap(api, { ...planOf(shots), ...options }, { name, shots });
        return measured(predicted, () =>
          makeMap({
            ...{ api, map: { name }, shots, job: options, ...UNWATCHED, onUploaded: () => {} },
            describe: ({ bytes, type, sha256 }) => ({ bytes, type, sha256 }),
            read: (shot) => readUnchanged(shot.path, shot),
          }),
        );
      },
      async ofGame(name, file, capture, options) {
        const content = await readFile(file);
        const predicted = await estimateGameMap(api, capture, content, options);
        const sha256 = createHash('sha256').update(content).digest('hex');
        const save = { name: basename(file), bytes: content.length, sha256, read: () => content };
        return measured(predicted, () =>
          makeGameMap({ ...{ api, map: { name }, save, capture, job: options }, ...UNWATCHED }),
        );
      },
    });
  } finally {
    await twin.close();
    await removeFolder(directory);
  }
}

const UNWATCHED = { signal: new AbortController().signal };

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
