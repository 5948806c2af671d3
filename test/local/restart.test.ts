/** Nothing is lost when it is killed. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ada, endOf, startJob } from '../support/caller.ts';
import { type Platform, removeFolder, startPlatform, temporaryFolder } from '../support/platform.ts';
import { capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

let directory: string;
let platform: Platform | undefined;
beforeAll(async () => {
  directory = await temporaryFolder();
});
afterAll(async () => {
  await platform?.stop();
  await removeFolder(directory);
});

test('killed in the middle of a job, started again: the job ends by itself, every task counted once', async () => {
  platform = await startPlatform(directory, '--empty');
  let api = await ada(platform.url);
  const { map } = await api.createMap({ name: 'Killed' });
  const job = await startJob(api, map, await capturesOf(SMALL_WORLD, SMALL_GRID));
  await platform.printed(/execution \S+ RUNNING/);
  await platform.kill();

  platform = await startPlatform(directory, '--empty');
  api = await ada(platform.url);
  const end = await endOf(api, job);
  expect(end.error).toBeNull();
  expect(end).toMatchObject({ status: 'completed', completed_tasks: 27, total_tasks: 27, tiles_created: 8 });
  expect(await api.mapJson(map)).toMatchObject({ tiles: 8 });
});

/** Finding the processes of the workers needs /proc. */
const onLinux = test.skipIf(process.platform !== 'linux');

onLinux('a worker that is killed does not lose its batch', async () => {
  const api = await ada(platform!.url);
  const { map } = await api.createMap({ name: 'Worker killed' });
  const job = await startJob(api, map, await capturesOf(SMALL_WORLD, SMALL_GRID));
  const killed = await killWorkers(platform!.process.pid!, () => api.jobStatus(job).then(({ status }) => status));
  expect(killed).toBeGreaterThan(0);
  expect(await endOf(api, job)).toMatchObject({ status: 'completed', completed_tasks: 27, tiles_created: 8 });
});

/**
 * Kills every process that runs a function (children of the platform) until the job has begun to run. Each time the platform has seen them
 * die before it is asked again: the API's own are among them, and a call that is given to one that is dying is answered 500, as by Lambda.
 */
async function killWorkers(parent: number, status: () => Promise<string>): Promise<number> {
  let killed = 0;
  const until = Date.now() + 20_000;
  while (killed < 2 && Date.now() < until && ['preparing', 'running'].includes(await status())) {
    const pids = childrenOf(parent);
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
        killed++;
      } catch {
        // it ended by itself meanwhile
      }
    }
    // It is listed until its parent has taken note of its end; on a busy machine even dying waits for a core.
    await expect.poll(() => childrenOf(parent).filter((pid) => pids.includes(pid)), { timeout: 20_000 }).toEqual([]);
  }
  return killed;
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

test('a second start with the same folder says so and leaves the first alone', async () => {
  await expect(startPlatform(directory, '--empty')).rejects.toThrow(/already|runs/i);
  expect((await fetch(`${platform!.url}/config.json`)).status).toBe(200);
});

onLinux('SIGTERM ends it cleanly, with nothing left running', async () => {
  const pids = childrenOf(platform!.process.pid!);
  expect(await platform!.stop()).toBe(0);
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
  platform = undefined;
});
