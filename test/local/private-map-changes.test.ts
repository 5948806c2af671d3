/** A private map whose jobs fail and go on, and whose shots are put elsewhere: at no time is anything of it to be seen by others. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../client/client.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { endOf, jobRequest, startJob, upload } from '../support/caller.ts';
import { whenStored } from '../support/kill/watch.ts';
import { ownPlatform } from '../support/own-platform.ts';
import { cookieOf, type SignedPictures, signedPictures } from '../support/signed-pictures.ts';
import { type Spied, spyOn } from '../support/spying.ts';
import { type Tokens, tokensOf } from '../support/tokens.ts';
import { type Capture, capturesOf, otherwise, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const platform = ownPlatform();
const url = () => platform.platform.url;
let captures: Capture[];
let tokens: Tokens;
let pictures: SignedPictures;
let zoe: Client;
let map: string;
let other: string;

beforeAll(async () => {
  captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
  tokens = await tokensOf(platform.data, await createClient({ baseUrl: url() }).config());
  pictures = await signedPictures(url(), platform.data);
  zoe = createClient({ baseUrl: url(), token: () => tokens.sign({ sub: 'zoe' }) });
  ({ map } = await zoe.createMap({ name: 'Hidden', visibility: 'private' }));
  ({ map: other } = await zoe.createMap({ name: 'Hidden too', visibility: 'private' }));
});
afterAll(() => pictures.close());

const cookiesOf = async (of: string) => {
  const authorization = `Bearer ${await tokens.sign({ sub: 'zoe' })}`;
  const answer = await fetch(`${url()}/api/maps/${of}/session`, { method: 'POST', headers: { authorization } });
  return cookieOf(answer.headers.getSetCookie());
};
/** Of another map, and of an album, both good. */
const wrongCookies = async () => [
  await cookiesOf(other),
  cookieOf(await pictures.signer.cookies('/media/albums/album_1', 60, new Date())),
];
const spy = () => spyOn({ url: url(), within: platform.within }, { map, cookies: wrongCookies });

/** Nobody saw anything, and somebody tried while the build was made. */
async function expectHidden(spied: Spied, { build }: Pick<Job, 'build'>): Promise<void> {
  expect(spied.seen).toEqual([]);
  expect(spied.builds).toContain(build);
  expect(spied.rounds).toBeGreaterThan(1);
  // What was tried is there for its owner.
  const cookie = await cookiesOf(map);
  const answer = await fetch(`${url()}/media/maps/${map}/${build}/0/0/0.webp`, { headers: { cookie } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect(await platform.within.objects(`tiles/${map}`)).toEqual([]);
}

let first: Job;

test('a job with a broken screenshot fails, is repaired and goes on, upon a build that is there', async () => {
  const before = await capturesOf(otherwise(SMALL_WORLD, 500, 900), SMALL_GRID);
  const old = await endOf(zoe, await startJob(zoe, map, before, { save_data_id: 'before' }));
  expect(old.status).toBe('completed');
  const watched = spy();
  const broken = captures.map((capture, i) => (i === 4 ? { ...capture, png: Buffer.from('<html>') } : capture));
  const job_id = await startJob(zoe, map, broken, { save_data_id: 'after' });
  expect(await endOf(zoe, job_id)).toMatchObject({ status: 'failed', failure_count: 1 });
  const [repaired] = await upload(zoe, map, [captures[4]!]);
  const { name } = (await zoe.jobShots(job_id)).shots.find(({ failed }) => failed)!;
  await zoe.redriveJob(job_id, { attempt: 1, shots: [{ name, screenshot_id: repaired! }] });
  first = await endOf(zoe, job_id);
  const spied = await watched.stop();
  expect(first).toMatchObject({ status: 'completed', attempt: 2 });
  expect(first.tiles_copied).toBeGreaterThan(0);
  expect(first.tiles_created).toBeGreaterThan(0);
  await expectHidden(spied, first);
});

test('a job whose execution dies among its tiles goes on', async () => {
  const watched = spy();
  const later = await capturesOf(otherwise(SMALL_WORLD, 100, 1300), SMALL_GRID);
  const { job_id, build } = await zoe.createJob(await jobRequest(zoe, map, later, { save_data_id: 'died' }));
  await whenStored(platform.data, `${build}/tiles/0_0.json`);
  await platform.within.stop(/-map$/, job_id);
  expect(await endOf(zoe, job_id)).toMatchObject({ status: 'failed', error: { code: 'execution_aborted' } });
  await zoe.redriveJob(job_id, { attempt: 1 });
  const job = await endOf(zoe, job_id);
  const spied = await watched.stop();
  expect(job).toMatchObject({ status: 'completed', attempt: 2, build });
  await expectHidden(spied, job);
});

test('a shot is put elsewhere: the new tiles lie where the others do', async () => {
  const { published_build: build } = await zoe.showMap(map);
  const { shots } = await zoe.listShots(map, build!);
  const { screenshot_id, position } = shots.find(({ name }) => name === captures[4]!.name)!;
  const watched = spy();
  const asked = { shots: [{ screenshot_id, position: [position[0] + 3, position[1] + 2] as [number, number] }] };
  const made = await zoe.correctShots(map, build!, asked);
  const job = await endOf(zoe, made.job_id);
  const spied = await watched.stop();
  expect(job).toMatchObject({ status: 'completed', build: made.build });
  expect(job.tiles_created).toBeGreaterThan(0);
  await expectHidden(spied, job);
  const ben = createClient({ baseUrl: url(), token: () => tokens.sign({ sub: 'ben' }) });
  await expect(ben.correctShots(map, made.build, asked)).rejects.toMatchObject({ status: 404 });
  await expect(ben.redriveJob(first.job_id, { attempt: 2 })).rejects.toMatchObject({ status: 404 });
});
