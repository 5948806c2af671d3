/**
 * Everything that people can ask of the platform, once: test/local/permissions.test.ts records what its functions and state
 * machines call meanwhile, and wants every permission of the templates used. A new function or a new right is a line here.
 */
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Client } from '../../../client/client.ts';
import type { Job } from '../../../lambdas/map/schemas.ts';
import { endOf, startJob, upload } from '../caller.ts';
import { inside } from '../inside.ts';
import { tidyNow } from '../tidy-now.ts';
import { type Capture, capturesOf, makeWorld, SMALL_GRID, SMALL_WORLD } from '../world.ts';
import { useAlbums } from './album-use.ts';
import { gameMap, startGameJob, uploadSave } from './game-use.ts';
import { useMedia } from './media-use.ts';

/**
 * @param api of a person with all scopes, on a platform that has nothing yet
 * @param directory the platform's data folder
 */
export async function useEverything(api: Client, url: string, directory: string): Promise<void> {
  const captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
  const { map } = await api.createMap({ name: 'Small world' });
  await api.createMap({ name: 'Small world', attribution: 'of somebody' });
  const first = await completed(api, await startJob(api, map, captures));
  const second = await completed(
    api,
    await startJob(api, map, captures, { save_data_id: 'second', keep_shots: false }),
  );
  await startJob(api, map, captures, { save_data_id: 'second', keep_shots: false });
  const [gone] = (await api.listShots(map, second.build)).shots;
  await look(api, map, second.build, gone!.screenshot_id);
  await api.rollBack(map, { from: second.build, to: first.build });
  await completed(api, await startJob(api, map, captures, { save_data_id: 'third' }));
  const { build } = await api.mapJson(map);
  const { shots } = await api.listShots(map, build);
  const { screenshot_id, position } = shots[0]!;
  const corrected = await api.correctShots(map, build, { shots: [{ screenshot_id, position }] });
  await completed(api, corrected.job_id);
  await wideMap(api);
  await gameMap(api);
  const failed = await buildThatFails(api, captures);
  await tidyNow(url, directory);
  await readEverything(api, url, { map, failed });
  await deletedMap(api, captures);
  await cancelledJob(api, url, directory);
  await redrivenJob(api, failed, captures[0]!);
  await useAlbums(api, url, directory);
  await tidyNow(url, directory, 'album-settling');
  await useMedia(url, directory);
}

async function completed(api: Client, id: string): Promise<Job> {
  const job = await endOf(api, id);
  if (job.status !== 'completed') throw new Error(`A build ${job.status}: ${JSON.stringify(job.error)}`);
  return job;
}

/** Wider than a block of tiles, so that there are levels above the blocks; its places are to be found; and built again, on top of itself; its owner alone sees it. */
async function wideMap(api: Client): Promise<void> {
  const captures = await wideCaptures();
  const { map } = await api.createMap({ name: 'Wide', visibility: 'private' });
  await completed(api, await startJob(api, map, captures, { exact: false }));
  await completed(api, await startJob(api, map, captures, { exact: false, save_data_id: 'later' }));
  // With cookies, which the client asks for.
  await api.mapJson(map);
}

const wideCaptures = () =>
  capturesOf(makeWorld(2200, 300), { columns: 4, rows: 1, width: 700, height: 300, step: [500, 300] });

/** One screenshot never comes. */
async function buildThatFails(api: Client, captures: Capture[]): Promise<Job> {
  const { map } = await api.createMap({ name: 'Holes' });
  const [missing, ...others] = captures as [Capture, ...Capture[]];
  const ids = await upload(api, map, others);
  const sha256 = createHash('sha256').update(missing.png).digest('hex');
  const file = { name: missing.name, bytes: missing.png.length, type: 'image/png' as const, sha256 };
  const { tickets } = await api.createTickets(map, { files: [file] });
  // Those that came, and one that did not.
  await api.listUploads(map);
  const shots = [missing, ...others].map(({ name, row, col, nominal }, i) => ({
    ...{ name, row, col, nominal },
    screenshot_id: [tickets[0]!.screenshot_id, ...ids][i]!,
  }));
  const { job_id } = await api.createJob({ game_id: map, save_data_id: 'test', shots, exact: true });
  const job = await endOf(api, job_id);
  if (job.status !== 'failed') throw new Error(`A build without one of its screenshots ${job.status}.`);
  return job;
}

/** With tiles that are there and go. Between its tiles and its publishing there is a moment only: perhaps not the first time. */
async function cancelledJob(api: Client, url: string, directory: string): Promise<void> {
  const { map } = await api.createMap({ name: 'Cancelled' });
  const captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
  // What it made goes as that of any other, and its save.
  await api.cancelJob(await startGameJob(api, map));
  for (let tries = 0; tries < 10; tries++) {
    const id = await startJob(api, map, captures, { save_data_id: `try ${tries}` });
    while ((await api.jobStatus(id)).tiles_created === 0) await setTimeout(20);
    const cancelled = await api.cancelJob(id).catch((error) => error);
    if (cancelled.status !== 'cancelled') continue;
    const within = await inside(url, directory);
    for (let looks = 0; looks < 300; looks++) {
      if (await within.hasEntered(/-map-removal$/, cancelled.build, 'LetMostWorkersEnd')) return;
      await setTimeout(200);
    }
    throw new Error(`Nothing went over what ${id} left within a minute.`);
  }
  throw new Error('No job could be cancelled before it had published.');
}

/** With the screenshot that never came. */
async function redrivenJob(api: Client, { job_id, map }: Job, missing: Capture): Promise<void> {
  const { attempt } = await api.jobShots(job_id);
  const [screenshot_id] = await upload(api, map, [missing]);
  await api.redriveJob(job_id, { attempt, shots: [{ name: missing.name, screenshot_id: screenshot_id! }] });
  await completed(api, job_id);
}

/** With a build, a job that runs, and uploads that nothing uses. */
async function deletedMap(api: Client, captures: Capture[]): Promise<void> {
  const { map } = await api.createMap({ name: 'Not for long' });
  await completed(api, await startJob(api, map, captures));
  await upload(api, map, captures.slice(0, 1));
  await uploadSave(api, map);
  // Of other pictures, placed by what they show, tiles packed as small as they go: it takes longer than a deletion to look for it.
  await startJob(api, map, await wideCaptures(), { save_data_id: 'second', exact: false, full: true, effort: 6 });
  await api.deleteMap(map);
  for (let tries = 0; (await api.mapDeletion(map)).status !== 'deleted'; tries++) {
    if (tries === 300) throw new Error(`${map} is not deleted after a minute.`);
    await setTimeout(200);
  }
  await api.deleteMap(map);
}

async function look(api: Client, map: string, build: string, screenshot_id: string): Promise<void> {
  const { picture_url } = await api.showShot(map, build, screenshot_id);
  await fetch(picture_url!).then((answer) => answer.arrayBuffer());
}

async function readEverything(api: Client, url: string, { map, failed }: { map: string; failed: Job }): Promise<void> {
  await api.listMaps();
  await api.listJobs();
  await api.estimateJob({ shots: 1, width: 1, height: 1 });
  await api.jobCost(failed.job_id);
  await api.showMap(failed.map);
  const { build } = await api.mapJson(map);
  const { shots } = await api.listShots(map, build);
  await look(api, map, build, shots[0]!.screenshot_id);
  await api.showTile(map, build, { z: 0, x: 0, y: 0 });
  const unknown = () => 'its positions are not known';
  await api.listShots(failed.map, failed.build).catch(unknown);
  await api.showTile(failed.map, failed.build, { z: 0, x: 0, y: 0 }).catch(unknown);
  const correction = { screenshot_id: shots[0]!.screenshot_id, position: shots[0]!.position };
  await api.correctShots(failed.map, failed.build, { shots: [correction] }).catch(unknown);
  for (const path of ['/', '/nothing.txt', `/tiles/${map}/${build}/0/0/0.webp`, `/tiles/${map}/${build}/9/9/9.webp`]) {
    await fetch(url + path).then((answer) => answer.arrayBuffer());
  }
}
