/** The map's DynamoDB adapters against the twin's DynamoDB: conditions, indexes and pages as the core relies on them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Documents } from '../../lambdas/kernel/documents.ts';
import { dynamodbBuilds } from '../../lambdas/map/adapters/dynamodb-builds.ts';
import { dynamodbJobs } from '../../lambdas/map/adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../../lambdas/map/adapters/dynamodb-maps.ts';
import { dynamodbRows } from '../../lambdas/map/adapters/dynamodb-rows.ts';
import { dynamodbShots } from '../../lambdas/map/adapters/dynamodb-shots.ts';
import { newJob } from '../../lambdas/map/core/jobs/new-job.ts';
import { INDEX } from '../../lambdas/map/keys.ts';
import type { Builds, Jobs } from '../../lambdas/map/ports/jobs.ts';
import type { MapRecord, Maps } from '../../lambdas/map/ports/maps.ts';
import type { LocatedShot, PlanRequest } from '../../lambdas/map/workflow.ts';
import { dynamodbMedia } from '../../lambdas/media/adapters/dynamodb-media.ts';
import { BY_COLLECTION } from '../../lambdas/media/keys.ts';
import type { Media, MediaStore } from '../../lambdas/media/ports.ts';
import { createDynamodb, type DynamoDBRoom } from '../../local/dynamodb/server.ts';
import { serve } from '../support/serve.ts';

const TABLE = 'rows';
const INDEXES = [...Object.values(INDEX), BY_COLLECTION];
const NOW = new Date('2026-01-01T00:00:00.000Z');
const AT = NOW.toISOString();
const now = () => NOW;

let directory: string;
let room: DynamoDBRoom;
let served: Awaited<ReturnType<typeof serve>>;
let documents: Documents;
let maps: Maps;
let jobs: Jobs;
let builds: Builds;
let media: MediaStore;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'map-rows-'));
  const principal = { arn: 'arn:aws:iam::000000000000:role/test' };
  room = await createDynamodb({ directory, credentials: () => ({ secret: 'secret', principal }) });
  const keys = ['pk', 'sk', ...INDEXES.flatMap(({ pk, sk }) => [pk, sk])];
  const schema = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: 'HASH' as const },
    { AttributeName: sk, KeyType: 'RANGE' as const },
  ];
  await room.ensureTable({
    TableName: TABLE,
    KeySchema: schema('pk', 'sk'),
    AttributeDefinitions: [...new Set(keys)].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    GlobalSecondaryIndexes: INDEXES.map(({ name, pk, sk }) => ({
      IndexName: name,
      KeySchema: schema(pk, sk),
    })),
  });
  served = await serve(room);
  const client = new DynamoDBClient({
    endpoint: served.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  });
  documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  maps = dynamodbMaps(documents, TABLE);
  jobs = dynamodbJobs(documents, TABLE, now);
  builds = dynamodbBuilds(documents, TABLE);
  media = dynamodbMedia(documents, TABLE, now);
});
afterAll(async () => {
  documents.destroy();
  await served.close();
  await rm(directory, { recursive: true, force: true });
});

const mapOf = (map: string, changes: Partial<MapRecord> = {}): MapRecord => ({
  ...{ map, owner: 'ada', name: map, visibility: 'public', attribution: '', created_at: AT, updated_at: AT },
  ...changes,
});
const requestOf = (map: MapRecord, number: number): PlanRequest => ({
  ...{ job_id: `job_${number}`, map_id: map.map, build: `0${number}`, attempt: 1, owner: map.owner },
  ...{ save_data_id: 's', inputs_hash: 'hash', shots: [] },
  options: { format: 'webp', quality: 80, effort: 2, exact: true, keep_shots: true },
});

describe('maps', () => {
  it('hold their name for their owner', async () => {
    const map = mapOf('named');
    expect(await maps.create(map)).toBe(true);
    expect(await maps.create({ ...map, map: 'other' })).toBe(false);
    expect(await maps.find('other')).toBeUndefined();
    expect(await maps.findByName('ada', 'named')).toEqual(map);
    expect(await maps.create({ ...map, map: 'bens', owner: 'ben' })).toBe(true);
    await maps.setAttribution('named', 'by Ada', AT);
    expect(await maps.find('named')).toEqual({ ...map, attribution: 'by Ada' });
  });

  it('are listed newest first, page by page', async () => {
    for (const day of [1, 2, 3]) {
      await maps.create(mapOf(`page-${day}`, { owner: 'carl', updated_at: `2025-01-0${day}T00:00:00.000Z` }));
    }
    const first = await maps.ofOwner('carl', 2);
    expect(first.items.map(({ map }) => map)).toEqual(['page-3', 'page-2']);
    const second = await maps.ofOwner('carl', 2, first.after);
    expect(second.items.map(({ map }) => map)).toEqual(['page-1']);
    expect(second.after).toBeUndefined();
    expect((await maps.ofEverybody(100)).items.map(({ map }) => map)).toContain('page-1');
  });

  it('keep the origin of what is published, and move their pointer only from where it was', async () => {
    await maps.create(mapOf('moved'));
    expect(await maps.fixOrigin('moved', [0, 0])).toEqual([0, 0]);
    expect(await maps.fixOrigin('moved', [512, 0])).toEqual([512, 0]);
    const facts = { width: 1, height: 1, max_zoom: 0, format: 'webp', tiles: 1, at: AT } as const;
    const publish = (from: string | undefined, to: string, origin: [number, number] = [512, 0]) =>
      maps.publish('moved', { from, to, origin }, facts);
    expect(await publish(undefined, '01', [0, 0])).toBe(false);
    expect(await publish(undefined, '01')).toBe(true);
    expect(await publish(undefined, '02')).toBe(false);
    expect(await publish('01', '02', [0, 0])).toBe(false);
    expect(await publish('01', '02')).toBe(true);
    expect(await maps.fixOrigin('moved', [0, 0])).toEqual([512, 0]);
    expect(await maps.find('moved')).toMatchObject({ published_build: '02', previous_build: '01', tiles: 1 });
  });
});

describe('a map that is being deleted', () => {
  it('is found by the deletion alone, takes nothing new, and leaves its name at once', async () => {
    const map = mapOf('gone', { owner: 'dora' });
    await maps.create(map);
    await maps.fixOrigin('gone', [0, 0]);
    expect(await maps.beginDeletion(map, AT)).toBe(true);
    expect(await maps.beginDeletion(map, AT)).toBe(false);
    expect(await maps.find('gone')).toBeUndefined();
    expect(await maps.findByName('dora', 'gone')).toBeUndefined();
    expect((await maps.ofOwner('dora', 10)).items).toEqual([]);
    expect((await maps.ofEverybody(100)).items.map(({ map }) => map)).not.toContain('gone');
    const deleting = { map: 'gone', owner: 'dora', deleting_since: AT };
    expect(await maps.findDeleting('gone')).toEqual(deleting);
    expect(await maps.deleting()).toEqual([deleting]);

    const facts = { width: 1, height: 1, max_zoom: 0, format: 'webp', tiles: 1, at: AT } as const;
    expect(await maps.publish('gone', { from: undefined, to: '01', origin: [0, 0] }, facts)).toBe(false);
    const late = newJob({ ...requestOf(map, 9), inputs_hash: 'late' }, map, NOW);
    expect(await jobs.create(late.job, late.build, undefined)).toBe(false);
    await maps.setAttribution('gone', 'late', AT);
    expect(await maps.create(mapOf('gone-again', { owner: 'dora', name: 'gone' }))).toBe(true);

    await maps.forget('gone-again');
    expect(await maps.find('gone-again')).toBeDefined();
    await maps.forget('gone');
    await maps.forget('gone');
    expect(await maps.findDeleting('gone')).toBeUndefined();
  });

  it('has its partitions read and emptied, whatever is in them', async () => {
    const rows = dynamodbRows(documents, TABLE);
    const map = mapOf('full', { owner: 'emil' });
    await maps.create(map);
    for (const number of [21, 22, 23]) {
      const { job, build } = newJob({ ...requestOf(map, number), inputs_hash: `${number}` }, map, NOW);
      expect(await jobs.create(job, build, undefined)).toBe(true);
    }
    const all = ['BUILD#021', 'BUILD#022', 'BUILD#023', 'INPUTS#21', 'INPUTS#22', 'INPUTS#23'];
    expect(await rows.keys('MAP#full', 100, 'MAP')).toEqual(all);
    expect(await rows.keys('MAP#full', 2, 'MAP')).toEqual(all.slice(0, 2));
    await rows.remove('MAP#full', all);
    await rows.remove('MAP#full', all);
    expect(await rows.keys('MAP#full', 100)).toEqual(['MAP']);
  });
});

describe('jobs', () => {
  const map = mapOf('built');
  const { job, build } = newJob(requestOf(map, 1), map, NOW);
  beforeAll(() => maps.create(map));

  it('are made once for the same inputs, with their build', async () => {
    expect(await jobs.create(job, build, undefined)).toBe(true);
    const rival = newJob(requestOf(map, 2), map, NOW);
    expect(await jobs.create(rival.job, rival.build, undefined)).toBe(false);
    expect(await jobs.find('job_2')).toBeUndefined();
    expect(await jobs.lockedBy('built', 'hash')).toBe('job_1');
    expect(await jobs.find('job_1')).toEqual(job);
    expect(await builds.find('built', '01')).toEqual(build);
    expect(await jobs.create(rival.job, rival.build, 'job_1')).toBe(true);
    expect((await builds.list('built')).map(({ build }) => build)).toEqual(['02', '01']);
    expect((await jobs.findAll(['job_1', 'job_2', 'job_3'])).map(({ job_id }) => job_id).toSorted()).toEqual([
      'job_1',
      'job_2',
    ]);
    expect((await jobs.ofOwner('ada', 1)).items).toHaveLength(1);
  });

  it('move one stage at a time, and not after their end', async () => {
    expect(await jobs.moveStage('job_1', { from: 'capturing', to: 'locating' }, {}, AT)).toBe(false);
    expect(await jobs.start('job_1', { total_tasks: 7, capture_total: 2 }, AT)).toBe(true);
    expect(await jobs.start('job_1', { total_tasks: 8 }, AT)).toBe(false);
    expect(await jobs.moveStage('job_1', { from: 'capturing', to: 'locating' }, {}, AT)).toBe(true);
    expect(await jobs.moveStage('job_1', { from: 'capturing', to: 'locating' }, {}, AT)).toBe(false);
    expect(await jobs.find('job_1')).toMatchObject({ status: 'running', stage: 'locating', total_tasks: 7 });
    const failures = [{ item: 'a.png', stage: 'coords', code: 'lost', message: 'It is lost.' }];
    await jobs.putFailures('job_1', failures, 4_000_000_000);
    const end = { error: { code: 'x', message: 'y' }, failures: 1, at: AT, expires_at: 4_000_000_000 };
    expect(await jobs.fail('job_1', end)).toBe(true);
    expect(await jobs.fail('job_1', end)).toBe(false);
    expect(await jobs.failures('job_1', 100)).toEqual(failures);
    expect(await jobs.moveStage('job_1', { from: 'locating', to: 'tiling' }, {}, AT)).toBe(false);
  });

  it('are gone at their end, though DynamoDB deletes later', async () => {
    const gone = { error: { code: 'x', message: 'y' }, failures: 0, at: AT, expires_at: NOW.getTime() / 1000 };
    await jobs.fail('job_2', gone);
    expect(await jobs.find('job_2')).toBeUndefined();
    expect(await jobs.findAll(['job_2'])).toEqual([]);
    expect((await jobs.ofOwner('ada', 10)).items.map(({ job_id }) => job_id)).toEqual(['job_1']);
  });

  it('have builds that may be shown again while they are kept', async () => {
    await maps.create(mapOf('back'));
    const facts = { width: 1, height: 1, max_zoom: 0, format: 'webp', tiles: 1, at: AT } as const;
    await maps.fixOrigin('back', [0, 0]);
    for (const [number, from] of [
      [5, undefined],
      [6, '05'],
      [7, '06'],
    ] as const) {
      const made = newJob({ ...requestOf(mapOf('back'), number), inputs_hash: `hash ${number}` }, mapOf('back'), NOW);
      await jobs.create(made.job, made.build, undefined);
      await maps.publish('back', { from, to: `0${number}`, origin: [0, 0] }, facts);
    }
    const move = { from: '07', to: '06', previous: '05' };
    expect(await maps.rollBack('back', move, facts)).toBe(false);
    for (const build of ['05', '06']) {
      await builds.complete('back', build, { completed_at: AT, tiles: 5, width: 10, height: 20 });
    }
    expect(await maps.rollBack('back', { ...move, from: '06' }, facts)).toBe(false);
    expect(await maps.rollBack('back', move, { ...facts, tiles: 9 })).toBe(true);
    expect(await maps.find('back')).toMatchObject({ published_build: '06', previous_build: '05', tiles: 9 });
    expect(await maps.rollBack('back', { from: '06', to: '05', previous: undefined }, facts)).toBe(true);
    expect(await maps.find('back')).not.toHaveProperty('previous_build');
  });

  it('have builds that are completed', async () => {
    await builds.complete('built', '01', { completed_at: AT, tiles: 5, width: 10, height: 20 });
    expect(await builds.find('built', '01')).toMatchObject({ status: 'completed', tiles: 5, height: 20 });
  });
});

describe('media', () => {
  const one = (id: string, expires_at: number): Media => ({
    ...{ id, owner: 'ada', collection: 'built', name: `${id}.png`, bytes: 1, type: 'image/png', sha256: 'aa' },
    ...{ key: `screenshots/built/${id}`, created_at: AT, expires_at },
  });
  const second = NOW.getTime() / 1000;

  it('are seen until they expire, and kept when used in time', async () => {
    const many = Array.from({ length: 120 }, (_, index) => one(`shot_${index}`, second + 1));
    await media.put([...many, one('late', second)]);
    const ids = [...many.map(({ id }) => id), 'late', 'never'];
    expect((await media.find(ids)).map(({ id }) => id).toSorted()).toEqual(many.map(({ id }) => id).toSorted());
    expect(await media.keep(['shot_0', 'late', 'never'])).toEqual(['late', 'never']);
    expect(await media.keep(['shot_0'])).toEqual([]);
    expect(await media.find(['shot_0'])).toEqual([{ ...one('shot_0', 0), expires_at: undefined }]);
    await media.remove(['shot_0']);
    expect(await media.find(['shot_0'])).toEqual([]);
    const left = [...ids.filter((id) => id !== 'shot_0' && id !== 'never')].toSorted();
    expect((await media.ofCollection('built')).toSorted()).toEqual(left);
    await media.remove(left);
    expect(await media.ofCollection('built')).toEqual([]);
  });
});

describe('shots', () => {
  it('have a row each, until they are let go', async () => {
    const shots = dynamodbShots(documents, TABLE);
    const shot: LocatedShot = {
      ...{ id: 'shot_a', key: 'k', name: 'a.png', row: 0, col: 0, nominal: [1, 2], position: [3, 4] },
      ...{ width: 5, height: 6, confidence: 1, reason: 'given', required_by_tiles_count: 2 },
    };
    await shots.put({ map_id: 'built', build: '01' }, [shot]);
    const Key = { pk: { S: 'BUILD#01' }, sk: { S: 'SHOT#shot_a' } };
    const { Item } = (await room.call('GetItem', { TableName: TABLE, Key })) as { Item: Record<string, object> };
    expect(Item).toMatchObject({ estimated_x: { N: '3' }, required_by_tiles_count: { N: '2' } });
    await shots.remove('01', ['shot_a']);
    expect(await room.call('GetItem', { TableName: TABLE, Key })).toEqual({});
  });
});
