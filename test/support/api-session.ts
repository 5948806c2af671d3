/** The requests that a session of people and guests sends to the API, as they stand on the wire. */
import { type Client, createClient } from '../../client/client.ts';
import { PRODUCTS } from '../../lambdas/routes.ts';
import { endOf, jobRequest } from './caller.ts';
import { type Recorder, recordGuests } from './guest-session.ts';
import { announced } from './photos.ts';
import { jpegWithPlace } from './pictures.ts';
import { type RawRequest, rawOf } from './raw-request.ts';
import type { Tokens } from './tokens.ts';
import { capturesOf, makeWorld } from './world.ts';

/** One small picture: what a mutation happens to start, ends soon. */
const WORLD = makeWorld(64, 64);
const GRID = { columns: 1, rows: 1, width: 64, height: 64, step: [64, 64] as [number, number] };

type Sender = { url: string; token: string; name: string };
type Session = Map<string, RawRequest>;

/** By the name of the route; a route that the session does not use is asked about the session's things, without a body. */
export async function recordApiSession(url: string, tokens: Tokens, name: string): Promise<Session> {
  const sender = { url, token: await tokens.sign(), name };
  const [maps, albums] = await Promise.all([recordMaps(sender), recordAlbums(sender)]);
  const session: Session = new Map([...maps.session, ...albums.session]);
  const things: Record<string, string> = { ...maps.things, ...albums.things };
  const headers = { authorization: `Bearer ${sender.token}` };
  for (const [route, { method, path }] of Object.values(PRODUCTS).flatMap((routes) => Object.entries(routes))) {
    if (session.has(route)) continue;
    const target = path.replaceAll(/\{(\w+)\}/g, (_, variable: string) => things[variable] ?? 'unknown');
    session.set(route, rawOf(new URL(target, url), { method, headers }));
  }
  return session;
}

/** Keeps what a client sends; one call at a time. */
function recorder({ url, token }: Sender): { api: Client; session: Session; record: Recorder } {
  let sent: RawRequest | undefined;
  const recording: typeof fetch = (input, init = {}) => {
    sent = rawOf(new URL(String(input)), init);
    return fetch(input, init);
  };
  const session: Session = new Map();
  const record: Recorder = async (route, call) => {
    const answer = await call;
    session.set(route, sent!);
    return answer;
  };
  return { api: createClient({ baseUrl: url, token: async () => token, fetch: recording }), session, record };
}

async function recordMaps(sender: Sender) {
  const { api, session, record } = recorder(sender);
  const { name } = sender;
  const { map } = await record('create-map', api.createMap({ name, attribution: 'made up' }));
  const file = { name: 'a.png', bytes: 1, type: 'image/png' as const, sha256: '0'.repeat(64) };
  await record('create-tickets', api.createTickets(map, { files: [file] }));
  // Of another map: each of the thousands of files that spoilt tickets announce costs this one a look into the bucket.
  await record('list-uploads', api.listUploads((await api.createMap({ name: `${name}, without uploads` })).map));
  const job = await jobRequest(api, map, await capturesOf(WORLD, GRID));
  const { job_id, build } = await record('create-job', api.createJob(job));
  await endOf(api, job_id);
  await record('job-status', api.jobStatus(job_id));
  const { shots } = await record('list-shots', api.listShots(map, build));
  const { screenshot_id } = shots[0]!;
  await record('show-shot', api.showShot(map, build, screenshot_id));
  await record('show-tile', api.showTile(map, build, { z: 0, x: 0, y: 0 }));
  await record('list-jobs', api.listJobs());
  await record('list-maps', api.listMaps());
  const correction = { screenshot_id, position: [1, 0] as [number, number] };
  const corrected = await record('correct-shots', api.correctShots(map, build, { shots: [correction] }));
  await endOf(api, corrected.job_id);
  await record('rollback-map', api.rollBack(map, { from: corrected.build }));
  await record('show-map', api.showMap(map));
  const other = await api.createMap({ name: `${name} that goes` });
  await record('delete-map', api.deleteMap(other.map));
  await record('map-deletion', api.mapDeletion(other.map));
  return { session, things: { map, build, job_id } };
}

async function recordAlbums(sender: Sender) {
  const { api, session, record } = recorder(sender);
  const { name, url } = sender;
  const { id: album } = await record('create-album', api.createAlbum({ name, description: 'made up' }));
  await record('update-album', api.updateAlbum(album, { name: `${name} again` }));
  await record('list-albums', api.listAlbums());
  await record('show-album', api.showAlbum(album));
  const { token: link } = await record('create-share', api.createShare(album, { password: 'our summer' }));
  await record('list-shares', api.listShares(album));
  await record('revoke-share', api.revokeShare(album, (await api.createShare(album, {})).share_id));
  await record('show-share', api.showShare(link));
  // By who is in already: of 286 spoilt requests 105 would hold the right password alone, a quarter of a second of scrypt each; so 18 do.
  const { session: opened } = await api.openShare(link, { password: 'our summer' });
  await record('open-share', api.openShare(link, { password: 'our summer', session: opened }));
  const photo = await recordPhotos(api, album, record);
  for (const [what, request] of await recordGuests({ api, url, album }, record)) session.set(what, request);
  return { session, things: { album, photo } };
}

/** Two tickets: one that is renewed, one that is used. @returns the photo of that */
async function recordPhotos(api: Client, album: string, record: Recorder): Promise<string> {
  const bytes = await jpegWithPlace(40, 30);
  const pending = await api.createPhotoTicket(announced(album, bytes));
  await record('renew-photo-ticket', api.renewPhotoTicket(pending.photo_id));
  const ticket = await record('create-photo-ticket', api.createPhotoTicket(announced(album, bytes)));
  await api.uploadShot(ticket, new Uint8Array(bytes));
  await record('confirm-photo', api.confirmPhoto(ticket.photo_id));
  await record('list-photos', api.listPhotos(album));
  await record('show-photo', api.showPhoto(ticket.photo_id));
  const { id: other } = await api.createAlbum({ name: 'Another' });
  await record('add-photo', api.addPhoto(other, ticket.photo_id));
  await record('remove-photo', api.removePhoto(other, ticket.photo_id));
  await record('delete-album', api.deleteAlbum(other));
  return ticket.photo_id;
}
