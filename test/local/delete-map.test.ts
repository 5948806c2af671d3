/** A deleted map is gone at once, and all of it: buckets and tables hold what they held before it was made. */
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.fixture.ts';
import { endOf, startJob, upload } from '../support/caller.ts';
import { type Inventory, inventory } from '../support/inventory.ts';
import { lateLook } from '../support/late-look.ts';
import { ownPlatform } from '../support/own-platform.ts';
import { type Capture, capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const own = ownPlatform();
let captures: Capture[];
beforeAll(async () => {
  captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
});

const stored = () => inventory(own.platform.url, own.data);
const added = (before: Inventory, after: Inventory) => ({
  objects: after.objects.length - before.objects.length,
  rows: after.rows.length - before.rows.length,
});

async function gone(map: string, seconds = 60) {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const deletion = await own.api.mapDeletion(map);
    if (deletion.status === 'deleted') return deletion;
    if (Date.now() > until) throw new Error(`${map} is not deleted after ${seconds} s`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

test('with builds, a failed job, and uploads that nothing used: as if it had never been made', async () => {
  const before = await stored();
  const { map } = await own.api.createMap({ name: 'Not for long' });
  for (const save_data_id of ['first', 'second']) {
    const job = await startJob(own.api, map, captures, { save_data_id });
    expect(await endOf(own.api, job)).toMatchObject({ status: 'completed' });
  }
  const bad = captures.map((capture, i) => (i === 1 ? { ...capture, png: capture.png.subarray(0, 999) } : capture));
  expect(await endOf(own.api, await startJob(own.api, map, bad))).toMatchObject({ status: 'failed', failure_count: 1 });
  await upload(own.api, map, captures.slice(0, 2));
  const file = { name: 'never.png', bytes: 1, type: 'image/png' as const, sha256: '0'.repeat(64) };
  await own.api.createTickets(map, { files: [file] });
  const made = added(before, await stored());
  expect(made.objects).toBeGreaterThan(50);

  const { exitCode, stdout, stderr } = await runCli(['map', 'delete', map, '--json'], {
    TESSERA_URL: own.platform.url,
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const answer = JSON.parse(stdout);
  // With map.json, which goes with the request itself.
  expect(answer).toEqual({ map, name: 'Not for long', status: 'deleted', objects: made.objects, rows: made.rows });
  expect(await stored()).toEqual(before);
  await expect(own.api.showMap(map)).rejects.toMatchObject({ status: 404 });
  const { name: _, ...deleted } = answer;
  expect(await own.api.deleteMap(map)).toEqual(deleted);
  expect((await own.api.listMaps()).maps).toEqual([]);
  expect((await own.api.listJobs()).jobs).toEqual([]);
});

test('while its job runs: the job is stopped, and nothing comes after it', async () => {
  const before = await stored();
  const { map } = await own.api.createMap({ name: 'Running' });
  const job = await startJob(own.api, map, captures);
  while ((await own.api.jobStatus(job)).completed_tasks === 0) await new Promise((done) => setTimeout(done, 20));
  const both = await Promise.all([own.api.deleteMap(map), own.api.deleteMap(map)]);
  expect(both.map(({ status }) => status)).toEqual(['deleting', 'deleting']);
  await expect(own.api.showMap(map)).rejects.toMatchObject({ status: 404 });
  const { map: another } = await own.api.createMap({ name: 'Running' });
  expect(another).not.toBe(map);
  await gone(map);
  await own.api.deleteMap(another);
  await gone(another);
  await expect(own.api.jobStatus(job)).rejects.toMatchObject({ status: 404 });
  // A worker that was under way may write after that; the late look finds what it left. None lives for long here.
  const look = await lateLook(own.platform.url, own.data, map);
  for (let pause = 100; pause < 20_000; pause *= 2) {
    await look();
    if (isDeepStrictEqual(await stored(), before)) break;
    await new Promise((done) => setTimeout(done, pause));
  }
  expect(await stored()).toEqual(before);
});

test('though the platform is killed in the middle', async () => {
  const before = await stored();
  const { map } = await own.api.createMap({ name: 'Killed' });
  expect(await endOf(own.api, await startJob(own.api, map, captures))).toMatchObject({ status: 'completed' });
  const made = added(before, await stored());
  await own.api.deleteMap(map);
  await own.platform.printed(new RegExp(`execution ${map} RUNNING`));
  await own.platform.kill();
  await own.startAgain();
  // It had not ended before the kill: it goes on, and ends, in the platform that was started after it.
  await own.platform.printed(new RegExp(`execution ${map} SUCCEEDED`));
  expect(await gone(map)).toMatchObject({ objects: made.objects, rows: made.rows });
  expect(await stored()).toEqual(before);
});
