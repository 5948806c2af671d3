/** One job, killed at a moment and started again, compared with the same job left alone. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '../../../client/client.ts';
import type { CreateShotsJob } from '../../../client/map-client.ts';
import { retry } from '../../../client/retry.ts';
import type { Job } from '../../../lambdas/map/schemas.ts';
import { ada, endOf, jobRequest } from '../caller.ts';
import { beginPlatform, type Platform, removeFolder, startPlatform, temporaryFolder } from '../platform.ts';
import { asPlanned, type CaptureGrid, capturesOf, makeWorld } from '../world.ts';
import { type LeftBehind, leftBehind } from './left-behind.ts';
import { usageChanges } from './measured.ts';
import type { Moment } from './moments.ts';
import { visitedStates, whenEntered, whenStored } from './watch.ts';

/** 15 captures, 2,500 x 1,440 px: two batches to capture, two blocks of tiles and a level above them. */
const GRID: CaptureGrid = { columns: 5, rows: 3, width: 700, height: 560, step: [450, 440] };

export type Ground = {
  /** A data folder with a map and its uploads, from which every run starts. */
  folder: string;
  request: CreateShotsJob;
  close(): Promise<void>;
};

/** Uploads the captures, once for all runs. */
export async function layGround(): Promise<Ground> {
  const folder = await temporaryFolder();
  const platform = await startPlatform(folder, '--empty');
  const api = await ada(platform.url);
  const { map } = await api.createMap({ name: 'Killed' });
  const captures = asPlanned(await capturesOf(makeWorld(2500, 1440), GRID), GRID);
  const request = await jobRequest(api, map, captures, { keep_shots: false, exact: false });
  await platform.stop();
  return { folder, request, close: () => removeFolder(folder) };
}

export type Run = {
  job: Job;
  left: LeftBehind;
  /** The states that were entered before the kill, the last one last. */
  reached: string[];
  /** Seconds of each state, for an undisturbed run. */
  seconds: Record<string, number>;
  /** The request got no answer before the kill, and was sent again. */
  repeated: boolean;
  /** Of the first start, with everything built. */
  readySeconds: number;
  /** Calls of functions that died on purpose (TESSERA_FAULTS), a line each. */
  deaths: string[];
  /** Kills and deaths. */
  interruptions: number;
};

/** Runs the job to its end; with a moment killed there and started again. @throws Error when it does not end */
export async function run(
  ground: Ground,
  { moment, undisturbed, env }: { moment?: Moment; undisturbed?: Run; env?: Record<string, string> } = {},
): Promise<Run> {
  const directory = await temporaryFolder();
  const start = () => beginPlatform(directory, ['--empty'], env);
  let platform: Platform | undefined;
  try {
    await cp(ground.folder, directory, { recursive: true });
    platform = await start().ready;
    const { readySeconds } = platform;
    const first = await ada(platform.url);
    let api = patient(first);
    // Whoever is killed does not repeat.
    const answer = (moment ? first : api).createJob(ground.request).catch(() => undefined);
    let reached: string[] = [];
    if (moment) {
      await momentOf(moment, directory, undisturbed!);
      await platform.kill();
      reached = visitedStates(directory).map(({ state }) => state);
      if (moment.again !== undefined) {
        const short = start();
        short.ready.catch(() => undefined);
        await new Promise((done) => setTimeout(done, moment.again! * undisturbed!.readySeconds * 1000));
        await short.kill();
      }
      platform = await start().ready;
      api = patient(await ada(platform.url));
    }
    const answered = await answer;
    const { job_id } = answered ?? (await api.createJob(ground.request));
    const job = await endOf(api, job_id, 150);
    await expectServed(platform.url, api, job);
    const { jobs } = await api.listJobs();
    if (jobs.length !== 1) throw new Error(`${jobs.length} jobs instead of one: ${JSON.stringify(jobs)}`);
    await platform.stop();
    const seconds = Object.fromEntries(visitedStates(directory).map(({ state, seconds }) => [state, seconds]));
    const left = await leftBehind(directory, { job: job.job_id, build: job.build });
    const deaths = platform.output().match(/killed on purpose.*/g) ?? [];
    const kills = moment ? (moment.again === undefined ? 1 : 2) : 0;
    const interruptions = kills + deaths.length;
    return { job, left, reached, seconds, repeated: !answered, readySeconds, deaths, interruptions };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${platform?.output() ?? ''}`, { cause: error });
  } finally {
    await platform?.kill();
    await removeFolder(directory);
  }
}

/** Repeats what may work later, as commands and pages do, while the platform lives. */
function patient(api: Client): Client {
  const again = <T>(work: () => Promise<T>) => retry({ signal: AbortSignal.timeout(120_000) }, work);
  return {
    ...api,
    createJob: (request) => again(() => api.createJob(request)),
    jobStatus: (job) => again(() => api.jobStatus(job)),
    listJobs: (at) => again(() => api.listJobs(at)),
  };
}

async function momentOf(moment: Moment, directory: string, { seconds }: Run): Promise<void> {
  if ('object' in moment) await whenStored(directory, moment.object);
  else await whenEntered(directory, moment.state);
  const wait = 'object' in moment ? moment.afterMs : moment.part * (seconds[moment.state] ?? 0) * 1000;
  await new Promise((done) => setTimeout(done, wait));
}

/** The map as people get it: its pointer, a tile, the page. */
async function expectServed(url: string, api: Client, { map, build }: Job): Promise<void> {
  const mapJson = await api.mapJson(map);
  if (mapJson.build !== build) throw new Error(`map.json shows the build ${mapJson.build}, not ${build}`);
  for (const path of [`/tiles/${map}/${build}/0/0/0.webp`, `/maps/${map}`]) {
    const answer = await fetch(join(url, path).replace(':/', '://'));
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
    await answer.arrayBuffer();
  }
}

/** Everything in which a run differs from the undisturbed one, a line each; none when nothing was lost or done twice. */
export function differences({ job, left, interruptions }: Run, undisturbed: Run): string[] {
  const counters = job.stages.filter(({ total, completed, failed }) => completed !== total || failed !== 0);
  return [
    ...(job.status === 'completed' ? [] : [`the job is ${job.status}: ${JSON.stringify(job.error)}`]),
    ...(job.completed_tasks === job.total_tasks ? [] : [`${job.completed_tasks} of ${job.total_tasks} tasks`]),
    ...(job.tiles_created === left.tiles ? [] : [`${job.tiles_created} tiles counted, ${left.tiles} stored`]),
    ...counters.map((stage) => `counters of a stage: ${JSON.stringify(stage)}`),
    ...changes(undisturbed.left.objects, left.objects),
    ...usageChanges(undisturbed.left.usage, left.usage, interruptions),
    ...changes(undisturbed.left.rows, left.rows),
    ...changes(undisturbed.left.executions, left.executions),
  ];
}

function changes(expected: string[], found: string[]): string[] {
  const left = [...found];
  const missing = expected.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...missing.map((line) => `missing: ${line}`), ...left.map((line) => `more: ${line}`)];
}
