import { beforeEach, describe, expect, it } from 'vitest';
import { PENDING_MEDIA_SECONDS, RESUMABLE_SECONDS, SAVE_TYPE, UPLOADS_PER_PAGE } from '../../../../lib/limits.ts';
import { writeCursor } from '../../../kernel/cursor.ts';
import type { Media } from '../../../media/ports.ts';
import type { ShotsRequest } from '../../schemas.ts';
import type { UploadsQuery } from '../../upload-schemas.ts';
import { cancelJob } from '../jobs/cancel-job.ts';
import { createJob } from '../jobs/create-job.ts';
import { failable } from '../jobs/redrive.fixture.ts';
import { removeEnded } from '../removal/remove-ended.ts';
import { ada, buildAndPublish, NEIGHBOURS, type Platform, platform, upload } from '../steps/build.fixture.ts';
import { plan } from '../steps/plan.ts';
import { createShotTickets } from './create-shot-tickets.ts';
import { listUploads } from './list-uploads.ts';

let on: Platform;
beforeEach(async () => {
  on = await platform();
});
const tools = (seconds = 0) => ({
  ...on,
  uploaded: { has: async (key: string) => on.work.objects.has(key) },
  clock: () => new Date(on.clock().getTime() + seconds * 1000),
});
const list = async (seconds = 0) => {
  const { uploads } = await listUploads(on.map, {}, ada, tools(seconds));
  return uploads.map(({ screenshot_id }) => screenshot_id);
};
const everything = (seconds = 0) => ({ ...tools(seconds), uploaded: { has: async () => true } });
const pending = (count: number): Media[] =>
  Array.from({ length: count }, (_, number) => ({
    ...{ id: `shot_${10_000 + number}`, key: `${number}`, owner: 'ada', collection: on.map, name: 'a', bytes: 1 },
    ...{ type: 'image/png', sha256: '', created_at: on.clock().toISOString() },
    expires_at: on.clock().getTime() / 1000 + PENDING_MEDIA_SECONDS,
  }));
const idsOf = ({ shots }: ShotsRequest) => shots.map(({ screenshot_id }) => screenshot_id);

describe('listUploads', () => {
  it('tells what is there, in the order it was announced, and until when', async () => {
    const request = await upload(on, NEIGHBOURS);
    const { uploads, next } = await listUploads(on.map, {}, ada, tools());
    expect(uploads.map(({ screenshot_id }) => screenshot_id)).toEqual(idsOf(request));
    const { name, bytes, sha256, expires_at } = on.media.rows.get(uploads[0]!.screenshot_id)!;
    const until = new Date(expires_at! * 1000).toISOString();
    expect(uploads[0]).toMatchObject({ name, bytes, type: 'image/png', sha256, expires_at: until });
    expect(next).toBeNull();
  });

  it('leaves out what was announced and never came', async () => {
    const file = { name: 'a.png', bytes: 1, type: 'image/png' as const, sha256: '0'.repeat(64) };
    await createShotTickets(on.map, { files: [file] }, ada, on);
    expect(await list()).toEqual([]);
  });

  it('does not look for saves of games among screenshots', async () => {
    const request = await upload(on, NEIGHBOURS);
    await on.media.put(pending(1).map((media) => ({ ...media, key: 'saves/m/save_1', type: SAVE_TYPE })));
    const has = async (key: string) => {
      if (key.startsWith('saves/')) throw new Error('403');
      return true;
    };
    const { uploads } = await listUploads(on.map, {}, ada, { ...tools(), uploaded: { has } });
    expect(uploads.map(({ screenshot_id }) => screenshot_id)).toEqual(idsOf(request));
  });

  it('tells saves in the place of screenshots where they are asked for', async () => {
    await upload(on, NEIGHBOURS);
    const [kept, unused] = pending(2).map((media) => ({ ...media, key: `saves/m/${media.id}`, type: SAVE_TYPE }));
    const { expires_at: _, ...used } = { ...kept!, id: 'save_1' };
    await on.media.put([used, { ...unused!, id: 'save_2', sha256: 'ab' }]);
    const saves = async (query: UploadsQuery) => {
      const answer = await listUploads(on.map, { of: 'saves', ...query }, ada, everything());
      expect(answer.uploads).toEqual([]);
      return answer.saves!.map(({ save, sha256, expires_at }) => [save, sha256, expires_at === null]);
    };
    expect(await saves({})).toEqual([['save_2', 'ab', false]]);
    expect((await saves({ kept: 'true' })).toSorted()).toEqual([
      ['save_1', '', true],
      ['save_2', 'ab', false],
    ]);
    expect((await listUploads(on.map, { of: 'saves' }, ada, tools())).saves).toEqual([]);
  });

  it('leaves out what would go before the rest has come', async () => {
    const request = await upload(on, NEIGHBOURS);
    const spare = PENDING_MEDIA_SECONDS - RESUMABLE_SECONDS;
    expect(await list(spare - 60)).toEqual(idsOf(request));
    expect(await list(spare + 60)).toEqual([]);
  });

  it('leaves out what a job is made of, from its beginning on', async () => {
    await createJob(await upload(on, NEIGHBOURS), 'ada', on);
    expect(await list()).toHaveLength(2);
    await plan(on.started[0]!, on);
    expect(await list()).toEqual([]);
  });

  it('tells what builds keep when that is asked for, and what of it has gone', async () => {
    const request = await upload(on, NEIGHBOURS);
    await createJob(request, 'ada', on);
    await buildAndPublish(on, on.started[0]!);
    const [unused] = idsOf(await upload(on, NEIGHBOURS.slice(0, 1)));
    const kept = async () => {
      const { uploads } = await listUploads(on.map, { kept: 'true' }, ada, tools(10 * PENDING_MEDIA_SECONDS));
      return uploads.map(({ screenshot_id, sha256, expires_at }) => [screenshot_id, sha256, expires_at]);
    };
    // Days later: what nothing uses has gone by then.
    const sums = idsOf(request).map((id) => [id, on.media.rows.get(id)!.sha256, null]);
    expect(await kept()).toEqual(sums);
    const now = await listUploads(on.map, { kept: 'true' }, ada, tools());
    expect(now.uploads.map(({ screenshot_id }) => screenshot_id)).toEqual([...idsOf(request), unused]);
    on.work.objects.delete(`screenshots/${on.map}/${idsOf(request)[0]}`);
    expect(await kept()).toEqual(sums.slice(1));
  });

  it('goes on page by page, and refuses what is no page', async () => {
    await on.media.put(pending(UPLOADS_PER_PAGE + 1));
    const first = await listUploads(on.map, {}, ada, everything());
    const second = await listUploads(on.map, { next: first.next! }, ada, everything());
    expect([first.uploads.length, second.uploads.length, second.next]).toEqual([UPLOADS_PER_PAGE, 1, null]);
    await expect(listUploads(on.map, { next: 'x' }, ada, tools())).rejects.toMatchObject({ status: 422 });
  });

  it('goes on though the clock moves past the oldest of the page before', async () => {
    const spare = PENDING_MEDIA_SECONDS - RESUMABLE_SECONDS;
    await on.media.put(pending(UPLOADS_PER_PAGE + 1));
    const first = await listUploads(on.map, {}, ada, everything(spare - 1));
    const second = await listUploads(on.map, { next: first.next! }, ada, everything(spare + 1));
    // Those of the first page would be too old by now, and so is the rest; it is an end and no error.
    expect([first.uploads.length, second.uploads.length, second.next]).toEqual([UPLOADS_PER_PAGE, 0, null]);
  });

  it('refuses a place outside of its list', async () => {
    const place = { id: 'shot_1', created_at: '2020-01-01T00:00:00.000Z', since: '2021-01-01T00:00:00.000Z' };
    await expect(listUploads(on.map, { next: writeCursor(place) }, ada, tools())).rejects.toMatchObject({
      status: 422,
    });
  });

  it('is for the owner of the map', async () => {
    const ben = { sub: 'ben', scopes: [] };
    await expect(listUploads(on.map, {}, ben, tools())).rejects.toMatchObject({ status: 404 });
    await expect(listUploads('no-map', {}, ada, tools())).rejects.toMatchObject({ status: 404 });
  });
});

/** Two that go on with the same upload, with other options: two jobs of the same screenshots. */
describe('uploads that two jobs are made of', () => {
  const twoJobs = async (first: Partial<ShotsRequest>, second: Partial<ShotsRequest>) => {
    const request = await upload(on, NEIGHBOURS);
    await createJob({ ...request, ...first }, 'ada', on);
    await createJob({ ...request, ...second }, 'ada', on);
    return { request, refs: [on.started[0]!, on.started[1]!] as const };
  };
  const expectThere = (request: ShotsRequest) => {
    for (const id of idsOf(request)) {
      expect(on.media.rows.has(id)).toBe(true);
      expect(on.work.objects.has(`screenshots/${on.map}/${id}`)).toBe(true);
    }
  };

  it('stay for the second when the first lets go of its own', async () => {
    const { request, refs } = await twoJobs({ keep_shots: false }, { effort: 1 });
    await buildAndPublish(on, refs[0]);
    expectThere(request);
    expect(await buildAndPublish(on, refs[1])).toMatchObject({ previous: refs[0].build });
  });

  it('stay for the first when the second lets go of its own before the first has begun', async () => {
    const { request, refs } = await twoJobs({}, { keep_shots: false });
    await buildAndPublish(on, refs[1]);
    expectThere(request);
  });

  it('stay for a job that is redriven with them and has not begun again', async () => {
    const failed = await failable();
    await failed.fail();
    const body = await failed.good(0);
    const shots = await failed.repaired([0, body]);
    const own = await upload(failed.on, NEIGHBOURS.slice(0, 1), { keep_shots: false });
    const request = { ...own, shots: own.shots.map((shot) => ({ ...shot, screenshot_id: shots[0]!.screenshot_id })) };
    await createJob(request, 'ada', failed.on);
    const rival = failed.on.started.at(-1)!;
    await plan(rival, failed.on);
    await failed.redrive({ shots });
    await cancelJob(rival.job_id, ada, failed.on);
    await removeEnded({ ...rival, last: true }, failed.on);
    await plan(failed.next(), failed.on);
    expect(failed.on.work.objects.has(`screenshots/${failed.on.map}/${shots[0]!.screenshot_id}`)).toBe(true);
  });

  it('stay for the second when the first is cancelled', async () => {
    const { request, refs } = await twoJobs({}, { effort: 1 });
    await cancelJob(refs[0].job_id, ada, on);
    await removeEnded({ ...refs[0], last: true }, on);
    expectThere(request);
    expect(await buildAndPublish(on, refs[1])).toMatchObject({ build: refs[1].build });
  });
});
