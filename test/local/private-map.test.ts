/** A private map from its making to its end: its owner sees it on every way, and nobody else on any. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { runCli } from '../../cli/run-cli.fixture.ts';
import { type Client, createClient } from '../../client/client.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { endOf, startJob } from '../support/caller.ts';
import { inside } from '../support/inside.ts';
import { inventory } from '../support/inventory.ts';
import { sendRaw } from '../support/raw-request.ts';
import { cookieOf, type SignedPictures, signedPictures } from '../support/signed-pictures.ts';
import { type Tokens, tokensOf } from '../support/tokens.ts';
import { type Capture, capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const { url, directory } = inject('shared');
let tokens: Tokens;
let pictures: SignedPictures;
let captures: Capture[];
let own: Client;
let ben: Client;
let map: string;
let other: string;
let first: Job;
let second: Job;

const clientOf = (sub: string) => createClient({ baseUrl: url, token: () => tokens.sign({ sub }) });
const built = async (of: string, save_data_id: string) => {
  const job = await endOf(own, await startJob(own, of, captures, { save_data_id, quality: 80 }));
  expect(job).toMatchObject({ status: 'completed' });
  return job;
};

beforeAll(async () => {
  tokens = await tokensOf(directory, await createClient({ baseUrl: url }).config());
  pictures = await signedPictures(url, directory);
  captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
  [own, ben] = [clientOf('zoe'), clientOf('ben')];
  ({ map } = await own.createMap({ name: 'Hidden', visibility: 'private' }));
  ({ map: other } = await own.createMap({ name: 'Hidden too', visibility: 'private' }));
  first = await built(map, 'first');
  second = await built(map, 'second');
  await built(other, 'first');
});
afterAll(() => pictures.close());

const anonymous = createClient({ baseUrl: url });
const session = async (of: string, sub = 'zoe') =>
  fetch(`${url}/api/maps/${of}/session`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokens.sign({ sub })}` },
  });
const cookiesOf = async (of: string) => cookieOf((await session(of)).headers.getSetCookie());
const see = async (path: string, cookie = '') => (await fetch(url + path, { headers: { cookie } })).status;
const tileOf = (of: string, { build } = first) => `/media/maps/${of}/${build}/0/0/0.webp`;

describe('for others', () => {
  test.each(['ben', 'nobody'] as const)('there is no such map: %s', async (who) => {
    const asked = who === 'ben' ? ben : anonymous;
    const { job_id, build } = first;
    const { shots } = await own.listShots(map, build);
    const unknown = 'hidden_zzzzzz';
    const reads = (id: string): Promise<unknown>[] => [
      asked.showMap(id),
      asked.listShots(id, build),
      asked.showTile(id, build, { z: 0, x: 0, y: 0 }),
    ];
    const owned = (id: string): Promise<unknown>[] => [
      asked.mapSession(id),
      asked.showShot(id, build, shots[0]!.screenshot_id),
      asked.listUploads(id),
      asked.rollBack(id, { from: build }),
      asked.deleteMap(id),
      asked.mapDeletion(id),
    ];
    const answers = async (calls: Promise<unknown>[], id: string) => {
      const all = await Promise.allSettled(calls);
      return all.map((one) => {
        if (one.status === 'fulfilled') throw new Error(`somebody else got ${JSON.stringify(one.value)}`);
        return `${one.reason.status} ${one.reason.message.replaceAll(id, 'MAP')}`;
      });
    };
    // Word for word as of one that never was.
    expect(await answers(reads(map), map)).toEqual(await answers(reads(unknown), unknown));
    for (const answer of await answers(reads(map), map)) expect(answer).toMatch(/^404 /);
    const status = who === 'ben' ? /^404 / : /^401 /;
    for (const answer of await answers(owned(map), map)) expect(answer).toMatch(status);
    await expect(asked.jobStatus(job_id)).rejects.toMatchObject({ status: who === 'ben' ? 404 : 401 });
    const listed: string[] = [];
    let next: string | null = null;
    do {
      const page = await asked.listMaps({ next });
      listed.push(...page.maps.map(({ name }) => name));
      ({ next } = page);
    } while (next);
    expect(listed).not.toContain('Hidden');
  });

  test('the edge shows nothing without cookies, nor by another address', async () => {
    const { build } = first;
    for (const path of [tileOf(map), `/media/maps/${map}/map.json`, `/media/maps/${map}/none.webp`]) {
      expect([path, await see(path)]).toEqual([path, 403]);
    }
    for (const path of [`/tiles/${map}/${build}/0/0/0.webp`, `/tiles/${map}/map.json`]) {
      expect([path, await see(path, await cookiesOf(map))]).toEqual([path, 404]);
    }
    const around = ['/tiles/../', '/tiles/%2e%2e/', '/tiles//', '/tiles/%2F', '/'].map(
      (way) => way + tileOf(map).slice(1),
    );
    for (const target of [...around, tileOf(map).replace('maps', 'Maps'), tileOf(map).replace('/maps/', '/%6daps/')]) {
      const answer = await sendRaw(url, {
        method: 'GET',
        target,
        headers: [['host', 'localhost']],
        body: Buffer.alloc(0),
      });
      expect([target, answer!.body.startsWith('RIFF')]).toEqual([target, false]);
    }
  });
});

describe('cookies', () => {
  test('are for two minutes, and show every build of the map', async () => {
    const answer = await session(map);
    expect([answer.status, await answer.json()]).toEqual([200, { expires_in: 120 }]);
    const set = answer.headers.getSetCookie();
    expect(set).toHaveLength(4);
    for (const cookie of set)
      expect(cookie).toContain(`Path=/media/maps/${map}; Max-Age=120; HttpOnly; Secure; SameSite`);
    for (const job of [first, second]) expect(await see(tileOf(map, job), cookieOf(set))).toBe(200);
    expect(await see(`/media/maps/${map}/none.webp`, cookieOf(set))).toBe(404);
    const tile = await fetch(url + tileOf(map), { headers: { cookie: cookieOf(set) } });
    expect(tile.headers.get('cache-control')).toBe('max-age=2592000, immutable');
    expect(tile.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('of one map open no other, however their names begin', async () => {
    expect(await see(tileOf(other), await cookiesOf(map))).toBe(403);
    const now = new Date();
    const { build } = first;
    // As if the one had the shorter name of both.
    const shorter = cookieOf(await pictures.signer.cookies(`/media/maps/${map.slice(0, -1)}`, 60, now));
    expect(await see(tileOf(map), shorter)).toBe(403);
    const mine = await cookiesOf(map);
    for (const path of [
      `${tileOf(other)}?/media/maps/${map}/x`,
      `${tileOf(other)}/media/maps/${map}/x`,
      `/media/maps/${other}/..%2F${map}/${build}/0/0/0.webp`,
    ]) {
      expect([path, await see(path, mine)]).toEqual([path, 403]);
    }
    // The signed path in front of another one, by the name of the host.
    for (const host of [`localhost/media/maps/${map}/.localhost`, `127.0.0.1/media/maps/${map}/`]) {
      const headers: [string, string][] = [
        ['host', host],
        ['cookie', mine],
      ];
      const answer = await sendRaw(url, { method: 'GET', target: tileOf(other), headers, body: Buffer.alloc(0) });
      expect([host, answer!.status]).toEqual([host, 403]);
    }
    const album = cookieOf(await pictures.signer.cookies('/media/albums/album_1', 60, now));
    expect(await see(tileOf(map), album)).toBe(403);
  });

  test('that have ended, or whose policy was changed, open nothing', async () => {
    const prefix = `/media/maps/${map}`;
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000);
    const ended = cookieOf(await pictures.signer.cookies(prefix, 120, at(-121)));
    const mine = await cookiesOf(map);
    expect([await see(tileOf(map), mine), await see(tileOf(map), ended)]).toEqual([200, 403]);
    // The edge has the tile by now, and asks all the same.
    const policy = Buffer.from(
      JSON.stringify({
        Statement: [{ Resource: 'https://*/media/maps/*', Condition: { DateLessThan: { 'AWS:EpochTime': 9e9 } } }],
      }),
    );
    const text = policy.toString('base64').replaceAll('+', '-').replaceAll('=', '_').replaceAll('/', '~');
    expect(await see(tileOf(map), mine.replace(/CloudFront-Policy=[^;]+/, `CloudFront-Policy=${text}`))).toBe(403);
    for (const name of ['Policy', 'Signature', 'Key-Pair-Id']) {
      expect(await see(tileOf(map), mine.replace(new RegExp(`CloudFront-${name}=[^;]+;? ?`), ''))).toBe(403);
    }
  });

  test('are needed for no picture of a list', async () => {
    const { maps } = await own.listMaps();
    const { picture_url } = maps.find((one) => one.map === map)!;
    expect(await see(picture_url!)).toBe(200);
    expect(await see(picture_url!.replaceAll(map, other))).toBe(403);
  });
});

test('who made it public by its name meets a refusal, and who asks for cookies of a public one', async () => {
  await expect(own.createMap({ name: 'Hidden', visibility: 'public' })).rejects.toMatchObject({
    ...{ status: 409, code: 'visibility_fixed', message: expect.stringContaining('private, and stays so') },
  });
  const { map: open } = await own.createMap({ name: 'Open' });
  await expect(own.mapSession(open)).rejects.toMatchObject({ status: 409, code: 'public_map' });
});

test('it is built upon, rolled back and exported as a public one', async () => {
  expect(second.tiles_created).toBe(0);
  expect(second.tiles_copied).toBeGreaterThan(0);
  expect((await own.mapJson(map)).build).toBe(second.build);
  await own.rollBack(map, { from: second.build });
  expect(await own.buildMapJson(map, first.build)).toMatchObject({ build: first.build });
  expect((await own.showMap(map)).published_build).toBe(first.build);

  const folder = await mkdtemp(join(tmpdir(), 'tessera-export-'));
  const env = { TESSERA_URL: url, TESSERA_TOKEN: await tokens.sign({ sub: 'zoe' }) };
  const done = await runCli(['map', 'export', map, join(folder, 'out'), '--json'], env);
  expect(done).toMatchObject({ exitCode: 0 });
  const stored = (await (await inside(url, directory)).objects(`media/maps/${map}/${first.build}/`)).filter(
    ({ key }) => !key.endsWith('map.json'),
  );
  const files = await readdir(join(folder, 'out', 'tiles'), { recursive: true });
  expect(files.filter((file) => file.endsWith('.webp'))).toHaveLength(stored.length);
  expect((await readFile(join(folder, 'out', 'tiles/0/0/0.webp'))).subarray(0, 4).toString()).toBe('RIFF');
  await rm(folder, { recursive: true });
  const refused = await runCli(['map', 'export', map, join(folder, 'ben')], {
    ...env,
    TESSERA_TOKEN: await tokens.sign({ sub: 'ben' }),
  });
  expect(refused.exitCode).toBe(3);
});

test('deleted, nothing of it is left, and its neighbour is whole', async () => {
  const within = await inside(url, directory);
  const mine = await cookiesOf(map);
  const before = await within.objects(`/${other}/`);
  await own.deleteMap(map);
  await expect.poll(async () => (await own.mapDeletion(map)).status, { timeout: 60_000 }).toBe('deleted');
  const ids = [map, first.build, second.build, first.job_id, second.job_id];
  for (const id of ids) expect([id, await within.objects(id)]).toEqual([id, []]);
  const { rows } = await inventory(url, directory);
  const left = rows.map((row) => JSON.stringify(row)).filter((row) => ids.some((id) => row.includes(id)));
  expect(left).toEqual([]);
  expect(await within.objects(`/${other}/`)).toEqual(before);
  expect((await session(map)).status).toBe(404);
  // The edge keeps it for five seconds.
  await expect.poll(() => see(`/media/maps/${map}/map.json`, mine)).toBe(404);
});
