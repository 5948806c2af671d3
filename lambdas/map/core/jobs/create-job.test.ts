import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { PENDING_MEDIA_SECONDS } from '../../../../lib/limits.ts';
import type { GameCapture } from '../../game-capture.ts';
import { planKey } from '../../keys.ts';
import type { ShotsRequest } from '../../schemas.ts';
import type { PlanRequest } from '../../workflow.ts';
import { readJson } from '../files.ts';
import { openttd } from '../games/openttd/openttd.ts';
import { buildAndPublish, newBuild, type Platform, platform, upload } from '../steps/build.fixture.ts';
import { createJob } from './create-job.ts';
import { inputsHash } from './inputs-hash.ts';

const PLACES = [
  { x: 0, y: 0 },
  { x: 500, y: 0 },
];
let on: Platform;
let request: ShotsRequest;
beforeEach(async () => {
  on = await platform();
  request = await upload(on, PLACES);
});
const create = (changes: Partial<ShotsRequest> = {}, owner = 'ada') => createJob({ ...request, ...changes }, owner, on);
const detailsOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => [],
    (error) => error.details.map(({ field }: { field: string }) => field),
  );

describe('createJob', () => {
  it('stores the request, the job and its build, and starts the state machine', async () => {
    const answer = await create();
    const { job_id, build } = answer;
    expect(answer).toEqual({
      ...{ job_id, map: on.map, build, status: 'preparing', execution_id: `execution:${job_id}` },
      ...{ unchanged: false, base: null },
    });
    expect(on.started).toMatchObject([{ job_id, map_id: on.map, build, attempt: 1 }]);
    const stored = await readJson<PlanRequest>(on.work, planKey(build, 'request.json'));
    expect(stored).toMatchObject({ owner: 'ada', save_data_id: 'save', options: { exact: true, keep_shots: true } });
    const media = on.media.rows.get(request.shots[0]!.screenshot_id)!;
    expect(stored.shots[0]).toMatchObject({ ...request.shots[0], key: media.key, sha256: media.sha256 });
    expect(on.builds.rows.get(build)).toMatchObject({ status: 'preparing', shots: 2, job_id });
  });

  it('counts the uploads that were made for it: what builds use already was sent before', async () => {
    const uploaded = async () =>
      (await readJson<PlanRequest>(on.work, planKey((await create()).build, 'request.json'))).uploaded;
    const [kept, sent] = request.shots.map(({ screenshot_id }) => on.media.rows.get(screenshot_id)!);
    const expires_at = Math.floor(on.clock().getTime() / 1000) + PENDING_MEDIA_SECONDS;
    on.media.rows.set(sent!.id, { ...sent!, expires_at });
    const { expires_at: _, ...used } = { expires_at, ...kept! };
    on.media.rows.set(kept!.id, used);
    expect(await uploaded()).toBe(1);
  });

  it('makes one build of a request that comes twice at once, or again while it runs', async () => {
    const [first, second] = await Promise.all([create(), create()]);
    expect(second.job_id).toBe(first.job_id);
    expect((await create()).job_id).toBe(first.job_id);
    expect(on.builds.rows.size).toBe(1);
    expect((await create({ save_data_id: 'later' })).job_id).not.toBe(first.job_id);
  });

  it('goes on with what a request left that died before its job was stored', async () => {
    vi.spyOn(on.jobs, 'create').mockRejectedValueOnce(new Error('killed'));
    await expect(create()).rejects.toThrow('killed');
    const stored = [...on.work.objects.keys()].filter((key) => key.endsWith('request.json'));
    const { build, job_id } = await create();
    expect(stored).toEqual([planKey(build, 'request.json')]);
    expect([...on.work.objects.keys()].filter((key) => key.endsWith('request.json'))).toEqual(stored);
    expect(on.started).toMatchObject([{ job_id, build }]);
  });

  it('does not go on with what is older than the published build', async () => {
    vi.spyOn(on.jobs, 'create').mockRejectedValueOnce(new Error('killed'));
    await expect(create()).rejects.toThrow('killed');
    const later = await newBuild(on, PLACES, { save_data_id: 'later' });
    await buildAndPublish(on, later);
    expect((await create()).build > later.build).toBe(true);
  });

  it('does not go on with what is so old that its uploads have expired', async () => {
    vi.spyOn(on.jobs, 'create').mockRejectedValueOnce(new Error('killed'));
    await expect(create()).rejects.toThrow('killed');
    const [left] = await on.jobs.claims(on.map);
    const late = () => new Date(on.clock().getTime() + PENDING_MEDIA_SECONDS * 1000);
    const again = await createJob(await upload(on, PLACES), 'ada', { ...on, clock: late });
    expect(again.build).not.toBe(left!.build);
    const { shots } = await readJson<PlanRequest>(on.work, planKey(again.build, 'request.json'));
    expect(shots.map(({ screenshot_id }) => screenshot_id)).not.toContain(request.shots[0]!.screenshot_id);
    expect(await on.jobs.claims(on.map)).toMatchObject([{ build: left!.build }]);
  });

  it('starts a job that was stored by a request that died before the start', async () => {
    vi.spyOn(on.jobs, 'create').mockImplementationOnce(async (job, build) => {
      await on.jobs.create(job, build);
      throw new Error('killed');
    });
    await expect(create()).rejects.toThrow('killed');
    expect(on.started).toEqual([]);
    const { job_id } = await create();
    expect(on.jobs.rows.size).toBe(1);
    expect(on.started).toMatchObject([{ job_id }]);
  });

  it('makes another job when the one before never began', async () => {
    const { job_id } = await create();
    const row = on.jobs.rows.get(job_id)!;
    on.jobs.rows.set(job_id, { ...row, updated_at: '2025-12-30T00:00:00.000Z' });
    expect((await create()).job_id).not.toBe(job_id);
  });

  it('makes another build after the one before failed', async () => {
    const { job_id } = await create();
    const error = { code: 'x', message: 'y' };
    await on.jobs.fail({ job_id, attempt: 1 }, { error, failures: 0, at: on.clock().toISOString(), expires_at: 1 });
    expect((await create()).job_id).not.toBe(job_id);
  });

  it('fails the job when the state machine does not start, and a new request makes a new one', async () => {
    const start = vi.spyOn(on.executions, 'start').mockRejectedValueOnce(new Error('no network'));
    await expect(create()).rejects.toMatchObject({ status: 503, retry: true });
    expect([...on.jobs.rows.values()]).toMatchObject([{ status: 'failed', error: { code: 'not_started' } }]);
    expect(await create()).toMatchObject({ status: 'preparing' });
    expect(start).toHaveBeenCalledTimes(2);
  });

  it('refuses a map of somebody else as if there were none', async () => {
    await expect(create({}, 'ben')).rejects.toMatchObject({ status: 404 });
    await expect(create({ game_id: 'nowhere' })).rejects.toMatchObject({ status: 404 });
  });

  it('names shots that are there twice', async () => {
    const [a, b] = request.shots as [ShotsRequest['shots'][0], ShotsRequest['shots'][0]];
    const twice = [a, { ...b, screenshot_id: a.screenshot_id }, { ...b, row: 0, col: 1 }, { ...b, row: 0, col: 1 }];
    expect(await detailsOf(create({ shots: twice }))).toEqual([
      'shots[1].screenshot_id',
      'shots[3].screenshot_id',
      'shots[2].row',
      'shots[3].row',
    ]);
  });

  it('names shots that were not uploaded for this map by this person, or are gone', async () => {
    const [a, b] = request.shots as [ShotsRequest['shots'][0], ShotsRequest['shots'][0]];
    const row = on.media.rows.get(a.screenshot_id)!;
    on.media.rows.set(a.screenshot_id, { ...row, collection: 'another' });
    on.media.rows.set(b.screenshot_id, { ...row, id: b.screenshot_id, expires_at: 1 });
    expect(await detailsOf(create())).toEqual(['shots[0].screenshot_id', 'shots[1].screenshot_id']);
  });

  it('refuses shots so far apart that the map would be nothing but empty tiles', async () => {
    const far = request.shots.map((shot, index) => ({
      ...shot,
      nominal: [index * 1e9, index * 1e9] as [number, number],
    }));
    expect(await detailsOf(create({ shots: far }))).toEqual(['shots[1].nominal']);
    const [first, second] = request.shots;
    const put = { ...first!, fixed: [-1e9, 1e9] as [number, number] };
    const third = { ...second!, row: 5 };
    const { details } = await create({ shots: [second!, put, third] }).catch((error) => error);
    expect(details.at(-1)).toMatchObject({
      field: 'shots[1].fixed',
      message: expect.stringContaining(`${put.name} at (-1000000000, 1000000000)`),
    });
  });
});

describe('inputsHash', () => {
  const sums = (sum: string) => new Map(request.shots.map(({ screenshot_id }) => [screenshot_id as string, sum]));
  it('is the same for the same pictures in another order, with other names and ids', () => {
    const reversed = request.shots.toReversed().map((shot) => ({ ...shot, name: 'other' }));
    const other = { ...request, shots: reversed, keep_shots: false };
    const kept = inputsHash(other, sums('a'));
    expect(kept).toBe(inputsHash(request, sums('a')));
  });

  it.each([
    ...[{ save_data_id: 'other' }, { quality: 81 }, { effort: 1 }, { exact: false }, { format: 'webp' as const }],
    ...[{ boxes: [] }, { boxes: [[0, 0, 9, 9]] as [[number, number, number, number]] }],
  ])('is another for %o', (changes) => {
    expect(inputsHash({ ...request, ...changes }, sums('a'))).not.toBe(inputsHash(request, sums('a')));
  });

  it('is another for other pictures or places', () => {
    const hash = inputsHash(request, sums('a'));
    expect(inputsHash(request, sums('b'))).not.toBe(hash);
    const moved = request.shots.map((shot) => ({ ...shot, nominal: [shot.nominal[0] + 1, 0] as [number, number] }));
    expect(inputsHash({ ...request, shots: moved }, sums('a'))).not.toBe(hash);
  });

  describe('where a game takes them', () => {
    const save = {
      id: 'save_1',
      name: 'a.sav',
      key: 'saves/a',
      sha256: 'a',
      bytes: 1,
      type: 'application/octet-stream',
    };
    const capture: GameCapture = { game: 'openttd', save };
    const hashOf = (changes: Partial<GameCapture>) =>
      inputsHash({ ...request, shots: [], capture: { ...capture, ...changes } }, new Map());

    it('is the same for what is meant when nothing is said, and for the same save of another name', () => {
      const said = { size: [1280, 1024], step: [1000, 750], from: [0, 0] } satisfies Partial<GameCapture>;
      expect(hashOf(said)).toBe(hashOf({}));
      expect(hashOf({ save: { ...save, id: 'save_2', name: 'b.sav', key: 'saves/b' } })).toBe(hashOf({}));
      expect(hashOf({ size: [640, 512], step: [500, 375] })).toBe(hashOf({ size: [640, 512] }));
    });

    it.each([
      ...[{ save: { ...save, sha256: 'b' } }, { size: [640, 512] }, { step: [900, 750] }, { from: [0, 16] }],
      ...[{ columns: 3 }, { rows: 3 }],
    ] as Partial<GameCapture>[])('is another for %o', (changes) => {
      expect(hashOf(changes)).not.toBe(hashOf({}));
    });

    it('is another once the game is captured otherwise', () => {
      const before = hashOf({});
      const { captureVersion } = openttd;
      onTestFinished(() => void Object.assign(openttd, { captureVersion }));
      Object.assign(openttd, { captureVersion: captureVersion + 1 });
      expect(hashOf({})).not.toBe(before);
    });
  });
});
