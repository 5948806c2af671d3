/** A deleted map is gone at once, and all of it: buckets and tables hold what they held before it was made. */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.fixture.ts';
import type { Client } from '../../client/client.ts';
import { ada, endOf, startJob, upload } from '../support/caller.ts';
import { type Inventory, inventory } from '../support/inventory.ts';
import { lateLook } from '../support/late-look.ts';
import { type Platform, removeFolder, startPlatform, temporaryFolder } from '../support/platform.ts';
import { type Capture, capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

let directory: string;
let platform: Platform;
let api: Client;
let captures: Capture[];
beforeAll(async () => {
  directory = await temporaryFolder();
  platform = await startPlatform(directory, '--empty');
  api = await ada(platform.url);
  captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
});
afterAll(async () => {
  await platform?.stop();
  await removeFolder(directory);
});

const stored = () => inventory(platform.url, directory);
const added = (before: Inventory, after: Inventory) => ({
  objects: after.objects.length - before.objects.length,
  rows: after.rows.length - before.rows.length,
});

async function gone(map: string, seconds = 60) {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const deletion = await api.mapDeletion(map);
    if (deletion.status === 'deleted') return deletion;
    if (Date.now() > until) throw new Error(`${map} is not deleted after ${seconds} s`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

test('with builds, a failed job, and uploads that nothing used: as if it had never been made', async () => {
  const before = await stored();
  const { map } = await api.createMap({ name: 'Not for long' });
  for (const save_data_id of ['first', 'second']) {
    const job = await startJob(api, map, captures, { save_data_id });
    expect(await endOf(api, job)).toMatchObject({ status: 'completed' });
  }
  const bad = captures.map((capture, i) => (i === 1 ? { ...capture, png: capture.png.subarray(0, 999) } : capture));
  expect(await endOf(api, await startJob(api, map, bad))).toMatchObject({ status: 'failed', failure_count: 1 });
  await upload(api, map, captures.slice(0, 2));
  const file = { name: 'never.png', bytes: 1, type: 'image/png' as const, sha256: '0'.repeat(64) };
  await api.createTickets(map, { files: [file] });
  const made = added(before, await stored());
  expect(made.objects).toBeGreaterThan(50);

  const { exitCode, stdout, stderr } = await runCli(['map', 'delete', map, '--json'], { TESSERA_URL: platform.url });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const answer = JSON.parse(stdout);
  // With map.json, which goes with the request itself.
  expect(answer).toEqual({ map, name: 'Not for long', status: 'deleted', objects: made.objects, rows: made.rows });
  expect(await stored()).toEqual(before);
  await expect(api.showMap(map)).rejects.toMatchObject({ status: 404 });
  const { name: _, ...deleted } = answer;
  expect(await api.deleteMap(map)).toEqual(deleted);
  expect((await api.listMaps()).maps).toEqual([]);
  expect((await api.listJobs()).jobs).toEqual([]);
});

test('while its job runs: the job is stopped, and nothing comes after it', async () => {
  const before = await stored();
  const { map } = await api.createMap({ name: 'Running' });
  const job = await startJob(api, map, captures);
  while ((await api.jobStatus(job)).completed_tasks === 0) await new Promise((done) => setTimeout(done, 20));
  const both = await Promise.all([api.deleteMap(map), api.deleteMap(map)]);
  expect(both.map(({ status }) => status)).toEqual(['deleting', 'deleting']);
  await expect(api.showMap(map)).rejects.toMatchObject({ status: 404 });
  const { map: another } = await api.createMap({ name: 'Running' });
  expect(another).not.toBe(map);
  await gone(map);
  await api.deleteMap(another);
  await gone(another);
  await expect(api.jobStatus(job)).rejects.toMatchObject({ status: 404 });
  // A worker that was under way may write after that; the late look finds what it left. None lives for long here.
  const look = await lateLook(platform.url, directory, map);
  for (let pause = 100; pause < 20_000; pause *= 2) {
    await look();
    if (isDeepStrictEqual(await stored(), before)) break;
    await new Promise((done) => setTimeout(done, pause));
  }
  expect(await stored()).toEqual(before);
});

test('though the platform is killed in the middle', async () => {
  const before = await stored();
  const { map } = await api.createMap({ name: 'Killed' });
  expect(await endOf(api, await startJob(api, map, captures))).toMatchObject({ status: 'completed' });
  const made = added(before, await stored());
  await api.deleteMap(map);
  await platform.printed(new RegExp(`execution ${map} RUNNING`));
  await platform.kill();
  platform = await startPlatform(directory, '--empty');
  api = await ada(platform.url);
  // It had not ended before the kill: it goes on, and ends, in the platform that was started after it.
  await platform.printed(new RegExp(`execution ${map} SUCCEEDED`));
  expect(await gone(map)).toMatchObject({ objects: made.objects, rows: made.rows });
  expect(await stored()).toEqual(before);
});
