/**
 * What lets somebody in is told to nobody else: tokens of links, sessions, passwords and signatures are planted in requests that
 * succeed and that fail, and then looked for in every line that the platform and its functions write, and at /metrics.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../client/client.ts';
import { randomToken } from '../../lambdas/kernel/secret-token.ts';
import { startTwin, type Twin } from '../../local/wiring/twin.ts';
import { synth } from '../../scripts/synth.ts';
import { fileOf } from '../support/album-room.ts';
import { ada } from '../support/caller.ts';
import { variantsOf } from '../support/photos.ts';
import { jpegWithPlace } from '../support/pictures.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { metricsOf, samplesIn } from '../support/prometheus.ts';

const PASSWORD = 'seven geese by the lake';
const lines: string[] = [];
const answers: string[] = [];
let folder: string;
let twin: Twin;
beforeAll(async () => {
  folder = await temporaryFolder();
  twin = await startTwin({
    fair: true,
    dataDirectory: folder,
    port: 0,
    assembly: () => synth(),
    report: (line) => lines.push(line),
    onLine: (name, line) => lines.push(`${name} ${line}`),
  });
});
afterAll(async () => {
  await twin.close();
  await removeFolder(folder);
});

/** Any request; what is refused is kept, because an error must not echo what it was asked with. */
async function ask(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<void> {
  const json = body === undefined ? {} : { body, headers: { 'content-type': 'application/json', ...headers } };
  const answer = await fetch(twin.url + path, { method, headers, ...json, redirect: 'manual' });
  if (answer.status >= 400) answers.push(await answer.text());
}

async function guestCookies(token: string): Promise<string[]> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${twin.url}/api/share/${token}/session`, { method: 'POST', headers, body: '{}' });
  return answer.headers.getSetCookie();
}

test('no line and no error holds a token, a session, a password or a signature', async () => {
  const untouched = await metricsOf(twin.url);
  const api = await ada(twin.url);
  const { id: album } = await api.createAlbum({ name: 'Lake' });
  const { token, share_id } = await api.createShare(album, { password: PASSWORD });
  const guest = createClient({ baseUrl: twin.url });
  const { session } = await guest.openShare(token, { password: PASSWORD });
  await guest.openShare(token, { session });
  const wrong = 'eight geese by the lake';
  const unknown = randomToken();

  await ask('GET', `/api/share/${token}?more=${session}`);
  await ask('GET', `/api/share/${unknown}`);
  await ask('POST', `/api/share/${token}/session`, JSON.stringify({ password: wrong }));
  await ask('POST', `/api/share/${token}/session`, JSON.stringify({ password: PASSWORD, more: session }));
  await ask('POST', `/api/share/${token}/session`, `{"password": "${PASSWORD}`);
  await ask('POST', `/api/share/${token}/session`, `{"password": ${PASSWORD}, "session": ${session}}`);
  await ask('POST', `/api/share/${token}/session`, `{"password": 7, "session": "${session}"}`);
  await ask('POST', `/api/share/${token}/session`, JSON.stringify({ password: PASSWORD.repeat(20) }));
  await ask('POST', `/api/share/${token}/nothing`, '{}', { 'x-share-session': session });
  await ask('DELETE', `/api/share/${token}`);
  await ask('PUT', `/api/share/${token}/session?session=${session}`);
  await ask('POST', `/api/share/${token}%00/session`, '{}');
  await ask('GET', `/media/albums/${album}/x/thumb.webp?Policy=p&Signature=${unknown}&Key-Pair-Id=${token}`);
  await ask('GET', `/s/${token}`);
  // What is signed: an upload, cookies, and a picture.
  const adding = await api.createShare(album, { upload: 'allowed' });
  const { session: guestSession } = await guest.openShare(adding.token);
  const bytes = await jpegWithPlace();
  const ticket = await guest.createShareTicket(adding.token, guestSession, fileOf(bytes));
  const uploadSignature = new URL(ticket.upload_url).searchParams.get('X-Amz-Signature')!;
  await guest.uploadShot(ticket, new Uint8Array(bytes));
  await guest.uploadShot(ticket, new Uint8Array(bytes)).catch(() => 'it is there already');
  await guest.confirmSharePhoto(adding.token, guestSession, ticket.photo_id);
  await variantsOf(api, ticket.photo_id);
  const image = `/api/share/${adding.token}/photos/${ticket.photo_id}/image?session=${guestSession}`;
  const sent = await fetch(twin.url + image, { redirect: 'manual' });
  const address = sent.headers.get('location')!;
  const signature = new URL(address, twin.url).searchParams.get('Signature')!;
  await ask('GET', address);
  await ask('GET', `${address}&more=1`);
  await ask('GET', image.replace('/image', '/nothing'));
  const cookies = (await guestCookies(adding.token)).map((each) => /^CloudFront-Signature=([^;]+)/.exec(each)?.[1]);
  const cookieSignature = cookies.find((each) => each !== undefined)!;

  await api.revokeShare(album, share_id);
  await ask('POST', `/api/share/${token}/session`, JSON.stringify({ session }));

  // Metrics tell nobody apart: not one label more than before anything was asked, and nothing of anybody in them.
  const metrics = await metricsOf(twin.url);
  expect(Object.keys(samplesIn(metrics))).toEqual(Object.keys(samplesIn(untouched)));
  expect(metrics).not.toBe(untouched);
  for (const id of [album, ticket.photo_id, share_id, 'ada']) expect(metrics).not.toContain(id);

  // They have been asked, and have written.
  expect(lines).toContainEqual(expect.stringMatching(/^POST \/api\/share\/\{token\}\/session 401 /));
  expect(lines).toContainEqual(expect.stringMatching(/OpenShare.*REPORT/));
  expect(answers.length).toBeGreaterThan(9);
  const signatures = [uploadSignature, signature, cookieSignature];
  for (const secret of [token, session, PASSWORD, wrong, unknown, adding.token, guestSession, ...signatures]) {
    expect(secret.length).toBeGreaterThan(20);
    // A piece is as bad: parsers like to quote what they stumble over.
    const found = (texts: string[]) => texts.filter((text) => text.includes(secret.slice(0, 8)));
    expect(found(lines)).toEqual([]);
    expect(found([metrics])).toEqual([]);
    expect(found(answers)).toEqual([]);
  }
});
