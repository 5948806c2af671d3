/** What nobody needs any more goes by itself, once a day; what somebody may need stays. */
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { endOf, startJob, upload } from '../support/caller.ts';
import { inventory } from '../support/inventory.ts';
import { operator } from '../support/operator.ts';
import { ownPlatform } from '../support/own-platform.ts';
import { tidyNow } from '../support/tidy-now.ts';
import { type Capture, capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const own = ownPlatform();
let captures: Capture[];
beforeAll(async () => {
  captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
});

const stored = () => inventory(own.platform.url, own.data);

/** Sets an attribute of a row, as if time had passed. */
async function set(pk: string, sk: string, attribute: string, value: { S: string } | { N: string }): Promise<void> {
  const client = new DynamoDBClient(await operator(own.platform.url, own.data));
  const TableName = (await stored()).rows.find((row) => row.endsWith(` ${pk} ${sk}`))!.split(' ')[0]!;
  const Key = { pk: { S: pk }, sk: { S: sk } };
  const names = { '#attribute': attribute };
  const change = { UpdateExpression: 'SET #attribute = :value', ExpressionAttributeNames: names };
  const values = { ExpressionAttributeValues: { ':value': value } };
  await client.send(new UpdateItemCommand({ TableName, Key, ...change, ...values }));
}

test('replaced builds, an abandoned one and unused uploads go; the last two builds stay, and all history', async () => {
  const { map } = await own.api.createMap({ name: 'Tidy' });
  const builds: string[] = [];
  for (const save_data_id of ['first', 'second', 'third']) {
    const job = await endOf(own.api, await startJob(own.api, map, captures, { save_data_id }));
    expect(job.status).toBe('completed');
    builds.push(job.build);
  }
  const bad = captures.map((capture, i) => (i === 1 ? { ...capture, png: capture.png.subarray(0, 999) } : capture));
  const failed = await endOf(own.api, await startJob(own.api, map, bad));
  const [unused, fresh] = (await upload(own.api, map, captures.slice(0, 2))) as [string, string];
  const before = await stored();
  await tidyNow(own.platform.url, own.data);
  const afterFirst = await stored();
  const [first, second, third] = builds as [string, string, string];
  const gone = before.objects.filter((object) => !afterFirst.objects.includes(object));
  // The first build with its six screenshots; the failed one is not a week old, the uploads are not a day old.
  expect(gone.filter((object) => !object.includes('/screenshots/')).every((object) => object.includes(first))).toBe(
    true,
  );
  expect(gone.filter((object) => object.includes('/screenshots/'))).toHaveLength(captures.length);
  expect(afterFirst.objects.filter((object) => object.includes(first))).toEqual([]);

  await set(`JOB#${failed.job_id}`, 'JOB', 'completed_at', { S: '2026-01-01T00:00:00.000Z' });
  await set(`MEDIA#${unused}`, 'MEDIA', 'pending_until', { N: '1' });
  await tidyNow(own.platform.url, own.data);
  const after = await stored();
  const left = [...after.objects, ...after.rows];
  expect(left.filter((one) => one.includes(unused))).toEqual([]);
  expect(left.filter((one) => one.includes(fresh))).toHaveLength(2);
  expect(left.filter((one) => one.includes(failed.build))).toEqual([]);
  // Two builds of six shots, and one upload that may still be used.
  expect(after.objects.filter((object) => object.includes('/screenshots/'))).toHaveLength(2 * captures.length + 1);
  expect(after.rows.filter((row) => row.includes(' MEDIA#'))).toHaveLength(2 * captures.length + 1);
  for (const build of [second, third]) {
    expect(after.objects.filter((one) => one.includes(build))).toEqual(
      before.objects.filter((one) => one.includes(build)),
    );
  }

  const shown = await own.api.showMap(map);
  expect(shown.builds.map(({ build, removed_at }) => [build, removed_at !== undefined])).toEqual([
    [third, false],
    [second, false],
    [first, true],
  ]);
  expect(await own.api.jobStatus(failed.job_id)).toMatchObject({ status: 'failed' });
  await expect(own.api.rollBack(map, { from: third, to: first })).rejects.toMatchObject({ code: 'build_removed' });
  expect(await own.api.rollBack(map, { from: third })).toMatchObject({ published_build: second, previous_build: null });
  await tidyNow(own.platform.url, own.data);
  expect(await own.api.rollBack(map, { from: second, to: third })).toMatchObject({ published_build: third });
  expect((await fetch(`${own.platform.url}/tiles/${map}/${third}/0/0/0.webp`)).status).toBe(200);
});

test('the schedule starts it by itself when it is due, and that of albums', async () => {
  await own.platform.stop();
  const { readFile, writeFile } = await import('node:fs/promises');
  const file = `${own.data}/scheduler/schedules.json`;
  const last: Record<string, number> = JSON.parse(await readFile(file, 'utf8'));
  const names = Object.keys(last).toSorted();
  expect(names).toEqual(['TesseraAlbum-SettlingSchedule', 'TesseraMap-TidyingSchedule']);
  const yesterday = Object.entries(last).map(([name, at]) => [name, at - 25 * 3600 * 1000]);
  await writeFile(file, JSON.stringify(Object.fromEntries(yesterday)));
  await own.startAgain();
  for (const name of names) await own.platform.printed(new RegExp(`schedule ${name} started`));
  await own.platform.printed(/execution \S+ SUCCEEDED/);
});
