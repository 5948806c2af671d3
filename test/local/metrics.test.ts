/** What a running platform counts (docs/metrics.md): exactly what was done, no more, and nothing by which somebody could be known. */
import { beforeAll, expect, test } from 'vitest';
import { randomIds } from '../../lambdas/kernel/ids.ts';
import { combinations, METRICS } from '../../lib/limits/metrics.ts';
import { fileOf, putFile } from '../support/album-room.ts';
import { startJob } from '../support/caller.ts';
import { ownPlatform } from '../support/own-platform.ts';
import { addPhoto, announced, sendForm, variantsOf } from '../support/photos.ts';
import { jpegWithPlace } from '../support/pictures.ts';
import { counted, metricsOf, type Samples, samplesIn } from '../support/prometheus.ts';
import { type Tokens, tokensOf } from '../support/tokens.ts';
import { withoutSigning } from '../support/without-signing.ts';
import { capturesOf, makeWorld } from '../support/world.ts';

const own = ownPlatform();
const BUILD = /-map$/;
let tokens: Tokens;
let jpeg: Buffer;
let album: string;
let photo: string;
beforeAll(async () => {
  tokens = await tokensOf(own.data, await own.api.config());
  jpeg = await jpegWithPlace();
  album = (await own.api.createAlbum({ name: 'Lake' })).id;
});

const samples = async () => samplesIn(await metricsOf(own.platform.url));
/** What counts more than before. */
async function added(work: () => Promise<unknown>): Promise<Samples> {
  const before = await samples();
  await work();
  const after = await samples();
  const names = Object.keys(after).filter((name) => after[name] !== before[name]);
  return counted(Object.fromEntries(names.map((name) => [name, after[name]! - before[name]!])));
}
const refused = (asked: Promise<unknown>, status: number) => expect(asked).rejects.toMatchObject({ status });
async function look(path: string, sub?: string): Promise<number> {
  const headers = sub ? { authorization: `Bearer ${await tokens.sign({ sub })}` } : undefined;
  return (await fetch(own.platform.url + path, { headers, redirect: 'manual' })).status;
}

test('before anything has happened every metric is there, at 0', async () => {
  const found = await samples();
  for (const [name, { unit, labels }] of Object.entries(METRICS)) {
    const counts = Object.keys(found).filter((each) => each.startsWith(`${name}${unit === 'Count' ? '' : '_count'}{`));
    expect(counts.length, name).toBe(combinations(labels).length);
  }
  expect(counted(found)).toEqual({});
});

test('uploads by ticket, in forms and by guests, and what is refused of them', async () => {
  const { api, platform } = own;
  const token = await tokens.sign();
  const form = (bytes: Uint8Array, type: string) => sendForm(platform.url, token, { album_id: album }, { bytes, type });
  const changes = await added(async () => {
    photo = await addPhoto(api, album, jpeg);
    await addPhoto(api, album, jpeg);
    // A repeat confirms again and takes nothing, also when it comes at the same time.
    await api.confirmPhoto(photo);
    const third = await api.createPhotoTicket(announced(album, jpeg));
    await refused(api.confirmPhoto(third.photo_id), 404);
    await api.renewPhotoTicket(third.photo_id);
    expect(await putFile(third, jpeg)).toBe(200);
    await Promise.all(Array.from({ length: 5 }, () => api.confirmPhoto(third.photo_id)));
    // Another file than was announced, one of a wrong type, one without an album, and nobody's.
    const wrong = Buffer.from(jpeg.map((byte, index) => (index < 4 ? 0 : byte)));
    const fourth = await api.createPhotoTicket(announced(album, wrong));
    expect(await putFile(fourth, wrong)).toBe(200);
    await refused(api.confirmPhoto(fourth.photo_id), 422);
    await refused(api.createPhotoTicket(announced(album, jpeg, 'image/gif')), 400);
    await refused(api.createPhotoTicket({ ...announced(album, jpeg), album_id: randomIds.album() }), 404);
    expect(await form(jpeg, 'image/jpeg')).toMatchObject({ status: 201 });
    expect(await form(jpeg, 'image/png')).toMatchObject({ status: 400 });
    expect(await form(Buffer.from('no picture'), 'text/plain')).toMatchObject({ status: 400 });
    const { token: link } = await api.createShare(album, { upload: 'allowed', max_photos: 1 });
    const { session } = await api.openShare(link);
    const guests = await api.createShareTicket(link, session, fileOf(jpeg));
    expect(await putFile(guests, jpeg)).toBe(200);
    await api.confirmSharePhoto(link, session, guests.photo_id);
    await refused(api.createShareTicket(link, session, fileOf(jpeg)), 409);
    // API Gateway turns away who has no token: no function is asked, and nothing is counted.
    expect((await fetch(`${platform.url}/api/photos/confirm`, { method: 'POST', body: '{}' })).status).toBe(401);
  });
  expect(changes).toEqual({
    'presigned_url_generation_total{result="success"}': 6,
    'presigned_url_generation_total{result="failure"}': 3,
    'photo_upload_confirm_total{result="success"}': 9,
    'photo_upload_confirm_total{result="failure"}': 2,
    'photo_upload_total{result="success",upload_method="presigned"}': 4,
    'photo_upload_total{result="failure",upload_method="presigned"}': 2,
    'photo_upload_total{result="success",upload_method="direct"}': 1,
    'photo_upload_total{result="failure",upload_method="direct"}': 2,
    'photo_upload_file_size_bytes_count{upload_method="presigned"}': 4,
    'photo_upload_file_size_bytes_count{upload_method="direct"}': 1,
  });
  expect(await samples()).toMatchObject({
    'photo_upload_file_size_bytes_sum{upload_method="presigned"}': 4 * jpeg.length,
    'photo_upload_file_size_bytes_bucket{upload_method="direct",le="16384"}': jpeg.length <= 16384 ? 1 : 0,
    'photo_upload_file_size_bytes_bucket{upload_method="direct",le="+Inf"}': 1,
  });
});

test('pictures that are shown and denied, to their owner and behind a link; also while nothing can be signed', async () => {
  const { api, platform, data } = own;
  await variantsOf(api, photo);
  const { token: link, share_id } = await api.createShare(album, {});
  const { session } = await api.openShare(link);
  const thumb = `/api/photos/${photo}/image?variant=thumb`;
  const shared = `/api/share/${link}/photos/${photo}/image?variant=thumb`;
  const changes = await added(async () => {
    await withoutSigning(platform.url, data, async () => {
      expect(await look(thumb, 'ada')).toBe(200);
      expect(await look(`${shared}&session=${session}`)).toBe(200);
    });
    for (let i = 0; i < 4; i++) expect(await look(thumb, 'ada')).toBe(302);
    expect(await look(thumb, 'ben')).toBe(404);
    expect(await look(`${thumb}&more=1`, 'ada')).toBe(422);
    for (let i = 0; i < 2; i++) expect(await look(`${shared}&session=${session}`)).toBe(302);
    expect(await look(shared)).toBe(401);
    await api.revokeShare(album, share_id);
    for (let i = 0; i < 3; i++) expect(await look(`${shared}&session=${session}`)).toBe(410);
  });
  const asked = {
    '{access_type="authenticated",result="success"}': 5,
    '{access_type="authenticated",result="denied"}': 2,
    '{access_type="shared",result="success"}': 3,
    '{access_type="shared",result="denied"}': 4,
  };
  expect(changes).toEqual({
    ...Object.fromEntries(
      Object.entries(asked).flatMap(([labels, count]) => [
        [`image_access_total${labels}`, count],
        [`image_access_duration_seconds_count${labels}`, count],
      ]),
    ),
    'picture_signing_failures_total{service="media"}': 2,
  });
});

test('a job whose execution is stopped from outside; one that is cancelled is none', async () => {
  const captures = await capturesOf(makeWorld(1200, 600), {
    ...{ columns: 2, rows: 1, width: 560, height: 560 },
    step: [300, 300],
  });
  const start = async (name: string) => startJob(own.api, (await own.api.createMap({ name })).map, captures);
  const changes = await added(async () => {
    await own.api.cancelJob(await start('Cancelled'));
    const job = await start('Stopped');
    await own.within.stop(BUILD, job);
    await expect.poll(async () => counted(await samples())['map_jobs_died_total{service="map"}']).toBe(1);
  });
  expect(changes).toEqual({ 'map_jobs_died_total{service="map"}': 1 });
});
