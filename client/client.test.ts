import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createClient } from './client.ts';

type Sent = { url: string; init: RequestInit };
const answering = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const sent: Sent[] = [];
  const fake = async (url: string | URL | Request, init: RequestInit = {}) => {
    sent.push({ url: String(url), init });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
  };
  const client = createClient({ baseUrl: 'https://maps.example/', token: async () => 'secret', fetch: fake });
  return { client, sent };
};

test('a call carries the token, its body, and the path of its route', async () => {
  const answer = { tickets: [], expires_in: 3600 };
  const { client, sent } = answering(200, answer);
  const file = { name: 'a.png', bytes: 1, type: 'image/png' as const, sha256: '0'.repeat(64) };
  expect(await client.createTickets('city-1', { files: [file] })).toEqual(answer);
  expect(sent[0]!.url).toBe('https://maps.example/api/maps/city-1/shots/tickets');
  expect(sent[0]!.init).toMatchObject({ method: 'POST', headers: { authorization: 'Bearer secret' } });
  expect(JSON.parse(String(sent[0]!.init.body))).toEqual({ files: [file] });
});

test('a map that was made is told from one that was there', async () => {
  const time = '2026-01-02T03:04:05.000Z';
  const map = {
    ...{ map: 'city-abc123', name: 'City', own: true, visibility: 'public', published_build: null, attribution: '' },
    ...{ width: null, height: null, max_zoom: null, tiles: null, created_at: time, updated_at: time },
  };
  expect(await answering(201, map).client.createMap({ name: 'City' })).toEqual({ ...map, isNew: true });
  expect(await answering(200, map).client.createMap({ name: 'City' })).toMatchObject({ isNew: false });
});

test('the next page is asked for by its cursor', async () => {
  const { client, sent } = answering(200, { maps: [], next: null });
  await client.listMaps({ next: 'a/b' });
  expect(sent[0]!.url).toBe('https://maps.example/api/maps?next=a%2Fb');
});

test('uploads and public files never carry the token', async () => {
  const { client, sent } = answering(200, 'x');
  await client.uploadShot({ upload_url: 'https://s3.example/put', upload_headers: { 'x-a': '1' } }, 'body');
  await client.file('/export/index.html');
  expect(sent.map(({ url, init }) => [url, init.headers])).toEqual([
    ['https://s3.example/put', { 'x-a': '1' }],
    ['https://maps.example/export/index.html', {}],
  ]);
});

test.each([
  [
    422,
    {
      error: { code: 'invalid_fields', message: 'no', details: [{ field: 'name', message: 'short' }], request_id: 'r' },
    },
    { code: 'invalid_fields', details: [{ field: 'name', message: 'short' }], requestId: 'r' },
  ],
  [
    401,
    { message: 'Unauthorized' },
    { code: 'unauthorized', message: 'You are not logged in, or the login has expired.' },
  ],
  [403, { message: 'Forbidden' }, { code: 'forbidden' }],
  [404, { message: 'Not Found' }, { code: 'not_found', message: 'The server answered 404: Not Found.' }],
  [502, '<html>', { code: 'server_error', message: 'The server answered 502.' }],
])('an answer %i is one kind of error', async (status, body, wanted) => {
  const { client } = answering(status, body);
  await expect(client.showMap('city')).rejects.toMatchObject({ name: 'ApiError', status, ...wanted });
});

test('the request id of the HTTP API is kept', async () => {
  const { client } = answering(404, { message: 'Not Found' }, { 'apigw-requestid': 'gw-1' });
  await expect(client.listJobs()).rejects.toMatchObject({ requestId: 'gw-1' });
});

test.each([
  ['7', 7],
  ['Thu, 01 Jan 2026 00:00:00 GMT', undefined],
])('after "%s" the server may be asked again: %s s', async (header, retryAfter) => {
  const { client } = answering(429, { message: 'Too Many Requests' }, { 'retry-after': header });
  await expect(client.listJobs()).rejects.toMatchObject({ code: 'too_many_requests', retryAfter });
});

test('an answer of another shape is an error that names the place', async () => {
  const { client } = answering(200, { maps: [{ map: 'city' }], next: null });
  await expect(client.listMaps()).rejects.toMatchObject({
    code: 'unexpected_answer',
    message: expect.stringContaining('maps[0].name'),
  });
});

test('nobody there is unreachable', async () => {
  const client = createClient({ baseUrl: 'http://127.0.0.1:1' });
  await expect(client.config()).rejects.toMatchObject({
    ...{ status: 0, code: 'unreachable', message: 'http://127.0.0.1:1 does not answer.' },
  });
});

test('an answer that breaks off is as lost as one that never came', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('{"maps":', () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createClient({ baseUrl: origin });
  const lost = { status: 0, code: 'unreachable' };
  await expect(client.listMaps()).rejects.toMatchObject(lost);
  await expect(client.uploadShot({ upload_url: `${origin}/put`, upload_headers: {} }, 'x')).rejects.toMatchObject(lost);
  await new Promise((resolve) => server.close(resolve));
});

/** Answers never, as a connection that died in a sleep. */
const dead = (signal?: AbortSignal) => {
  const fake = (_: unknown, { signal }: RequestInit = {}) =>
    new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  return createClient({ baseUrl: 'https://maps.example', signal, fetch: fake as typeof fetch });
};

test('a question that is not answered is lost after a while; a picture may take its time', async () => {
  const late = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
  const client = dead();
  const listed = expect(client.listMaps()).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  const asked = expect(client.config()).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  await turn();
  late.abort(new DOMException('', 'TimeoutError'));
  await Promise.all([listed, asked]);
  expect(timeout.mock.calls).toEqual([[40_000], [40_000]]);
  timeout.mockClear();
  void client.uploadShot({ upload_url: 'https://s3.example/put', upload_headers: {} }, 'x');
  expect(timeout).not.toHaveBeenCalled();
  timeout.mockRestore();
});

test('Ctrl-C ends what is under way', async () => {
  const stop = new AbortController();
  const client = dead(stop.signal);
  const ended = [client.listMaps(), client.file('/tiles/x')].map((call) => expect(call).rejects.toThrow('stopped'));
  await turn();
  stop.abort(new Error('stopped'));
  await Promise.all(ended);
});

test('a redirect is no answer: it names where the platform may be', async () => {
  const { client, sent } = answering(301, '', { location: 'https://maps.example.com/api/maps' });
  await expect(client.listMaps()).rejects.toMatchObject({
    ...{ code: 'redirected', message: 'The server answered with a redirect to https://maps.example.com/api/maps.' },
    details: [{ field: 'location', message: 'https://maps.example.com' }],
  });
  expect(sent[0]!.init.redirect).toBe('manual');
  await client.uploadShot({ upload_url: 'https://s3.example/put', upload_headers: {} }, 'body').catch(() => {});
  expect(sent[1]!.init.redirect).toBeUndefined();
});

test('a page in the place of data asks whether there is a platform', async () => {
  const { client } = answering(200, '\n<!doctype html><title>Router</title>');
  await expect(client.config()).rejects.toMatchObject({
    code: 'no_platform',
    message: expect.stringContaining('is this the address of a Tessera platform?'),
  });
});
