/** A map of a running platform to measure at: the given one, else the sample city; without a platform one is started for it. */
import { createClient } from '../client/client.ts';
import { ada, endOf } from '../test/support/caller.ts';
import { removeFolder, startPlatform, temporaryFolder } from '../test/support/platform.ts';
import type { Options } from './bench.ts';

type Given = Pick<Options, 'map' | 'url' | 'progress'>;

/** @throws Error when the platform that runs has no sample city */
export async function withMap<T>(given: Given, work: (at: { url: string; map: string }) => Promise<T>): Promise<T> {
  const { url, map, progress } = given;
  if (map) return work({ url, map });
  const isRunning = await fetch(`${url}/config.json`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (isRunning) return work({ url, map: await sampleCity(url) });
  progress(`nothing answers at ${url}: starting a platform of its own, with the sample city`);
  const folder = await temporaryFolder();
  const platform = await startPlatform(folder);
  try {
    await platform.printed(/sample map: /, 120);
    const api = await ada(platform.url);
    const [job] = (await api.listJobs()).jobs;
    await endOf(api, job!.job_id, 300);
    return await work({ url: platform.url, map: job!.map });
  } finally {
    await platform.stop();
    await removeFolder(folder);
  }
}

async function sampleCity(url: string): Promise<string> {
  const { maps } = await createClient({ baseUrl: url }).listMaps();
  const found = maps.find(({ name, published_build }) => name === 'Sample city' && published_build);
  if (!found) throw new Error(`${url} shows no sample city. Say which map: --map MAP --url ${url}.`);
  return found.map;
}
