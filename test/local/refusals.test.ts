/** What must not work, does not, and says why. */
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { type Client, createClient } from '../../client/client.ts';
import { ada, endOf, startJob, upload } from '../support/caller.ts';
import { tokensOf } from '../support/tokens.ts';
import { type Capture, capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const { url, directory } = inject('shared');
let api: Client;
let token: string;
let captures: Capture[];
beforeAll(async () => {
  api = await ada(url);
  token = await (await tokensOf(directory, await api.config())).sign();
  captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
});

const newMap = async () => (await api.createMap({ name: `map ${randomBytes(4).toString('hex')}` })).map;

describe('a job with bad pictures fails, names every one, and publishes nothing', () => {
  const flat = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#123456' } })
      .png()
      .toBuffer();

  test.each([
    ['truncated', 'unreadable', async () => captures[4]!.png.subarray(0, captures[4]!.png.length / 2)],
    ['of one colour', 'one_colour', () => flat(700, 560)],
    [
      'of another size',
      'wrong_size',
      () => sharp(captures[4]!.png).extract({ left: 0, top: 0, width: 300, height: 200 }).png().toBuffer(),
    ],
  ])('%s', async (_, code, picture) => {
    const map = await newMap();
    const png = Buffer.from(await picture());
    const bad = captures.map((capture, i) => (i === 4 ? { ...capture, png } : capture));
    const job = await endOf(api, await startJob(api, map, bad));
    expect(job.status).toBe('failed');
    expect(job.failure_count).toBe(1);
    expect(job.failures).toMatchObject([{ stage: 'capture', code }]);
    expect(job.failures[0]!.message).toContain(captures[4]!.name);
    expect(job.error?.message).toBeTruthy();
    await expect(api.mapJson(map)).rejects.toMatchObject({ status: 404 });
  });

  test('one that was never uploaded', async () => {
    const map = await newMap();
    const ids = await upload(api, map, captures.slice(0, 5));
    const last = captures[5]!;
    const { tickets } = await api.createTickets(map, {
      files: [{ name: last.name, bytes: last.png.length, type: 'image/png', sha256: '0'.repeat(64) }],
    });
    const all = [...ids, tickets[0]!.screenshot_id];
    const { job_id } = await api.createJob({
      game_id: map,
      save_data_id: 'test',
      exact: true,
      shots: captures.map(({ name, row, col, nominal }, i) => ({ screenshot_id: all[i]!, name, row, col, nominal })),
    });
    const job = await endOf(api, job_id);
    expect(job).toMatchObject({ status: 'failed', failures: [{ code: 'missing', stage: 'capture' }] });
  });
});

describe('uploads', () => {
  const ticketFor = async (png: Buffer, name = 'a.png') => {
    const map = await newMap();
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update(png).digest('hex');
    const { tickets } = await api.createTickets(map, {
      files: [{ name, bytes: png.length, type: 'image/png', sha256 }],
    });
    return tickets[0]!;
  };

  test('other bytes than announced are refused by the bucket', async () => {
    const png = captures[0]!.png;
    const ticket = await ticketFor(png);
    const other = Buffer.from(png);
    other[100] = other[100]! ^ 1;
    await expect(api.uploadShot(ticket, new Uint8Array(other))).rejects.toMatchObject({ status: 400 });
    const { 'content-length': _, ...headers } = ticket.upload_headers;
    const shorter = api.uploadShot({ ...ticket, upload_headers: headers }, new Uint8Array(png.subarray(1)));
    await expect(shorter).rejects.toMatchObject({ status: 403 });
    await api.uploadShot(ticket, new Uint8Array(png));
  });

  test('what lies there cannot be overwritten', async () => {
    const ticket = await ticketFor(captures[0]!.png);
    await api.uploadShot(ticket, new Uint8Array(captures[0]!.png));
    await expect(api.uploadShot(ticket, new Uint8Array(captures[0]!.png))).rejects.toMatchObject({ status: 412 });
  });

  test('a link whose time or key was changed is refused', async () => {
    const ticket = await ticketFor(captures[0]!.png);
    const longer = ticket.upload_url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=604000');
    const elsewhere = ticket.upload_url.replace('/screenshots/', '/builds/');
    for (const upload_url of [longer, elsewhere]) {
      await expect(api.uploadShot({ ...ticket, upload_url }, new Uint8Array(captures[0]!.png))).rejects.toMatchObject({
        status: 403,
      });
    }
  });

  test('a file above 50 MB is 413 and named', async () => {
    const map = await newMap();
    const files = [{ name: 'huge.png', bytes: 51 * 1024 * 1024, type: 'image/png' as const, sha256: '0'.repeat(64) }];
    await expect(api.createTickets(map, { files })).rejects.toMatchObject({
      status: 413,
      message: expect.stringContaining('huge.png'),
    });
  });

  test('nobody reaches the bucket without a signature', async () => {
    const ticket = await ticketFor(captures[0]!.png);
    const answer = await fetch(ticket.upload_url.split('?')[0]!);
    expect(answer.status).toBe(403);
  });
});

describe('callers', () => {
  test('without a login 401, with a broken one 401', async () => {
    for (const token of [undefined, 'not.a.token']) {
      const stranger = createClient({ baseUrl: url, token: async () => token });
      await expect(stranger.createMap({ name: 'x' })).rejects.toMatchObject({ status: 401 });
      await expect(stranger.listJobs()).rejects.toMatchObject({ status: 401 });
    }
  });

  test('fields that are wrong are all named', async () => {
    const map = await newMap();
    const shots = [{ screenshot_id: 'shot_1', name: '', row: -1, col: 0, nominal: [0, 0] as [number, number] }];
    const refused = api.createJob({ game_id: map, save_data_id: 's', shots });
    await expect(refused).rejects.toMatchObject({ status: 422, code: 'invalid_fields' });
    const { details } = await refused.catch((error) => error);
    expect(details.map(({ field }: { field: string }) => field).sort()).toEqual([
      'shots[0].name',
      'shots[0].row',
      'shots[0].screenshot_id',
    ]);
  });

  test('an unknown map or job is 404 in the one form of errors', async () => {
    await expect(api.showMap('no-such-map')).rejects.toMatchObject({ status: 404, code: 'not_found' });
    await expect(api.jobStatus(`job_${'0'.repeat(26)}`)).rejects.toMatchObject({ status: 404 });
  });

  const ours = (code: string) => ({ error: { code, message: expect.any(String), request_id: expect.any(String) } });
  const megabytes = (count: number) => JSON.stringify({ name: 'x'.repeat(count * 1024 * 1024) });
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers };
    const answer = await fetch(url + path, { ...init, headers });
    return { status: answer.status, id: answer.headers.get('apigw-requestid'), body: await answer.json() };
  };

  test.each([
    ['no JSON', '/api/maps', { method: 'POST', body: '{' }, 400, ours('malformed_json')],
    ['no body', '/api/maps', { method: 'POST' }, 400, ours('malformed_json')],
    [
      'a form',
      '/api/maps',
      { method: 'POST', body: 'name=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      ours('unsupported_media_type'),
    ],
    ['a query parameter that nobody knows', '/api/maps?nxet=1', {}, 422, ours('invalid_fields')],
    ['a page that never was', '/api/maps?next=1', {}, 422, ours('invalid_fields')],
    ['an id of another form', '/api/maps/No_Map', {}, 422, ours('invalid_fields')],
    ['half an escape', '/api/maps/%E0%A4%A', {}, 422, ours('invalid_fields')],
    [
      'a bad token where none is needed',
      '/api/maps',
      { headers: { authorization: 'Bearer x' } },
      401,
      ours('unauthorized'),
    ],
    ['a name of a megabyte', '/api/maps', { method: 'POST', body: megabytes(1) }, 422, ours('invalid_fields')],
    [
      'more than a function takes',
      '/api/maps',
      { method: 'POST', body: megabytes(7) },
      413,
      { message: 'Request Entity Too Large' },
    ],
    [
      'more than the HTTP API takes',
      '/api/maps',
      { method: 'POST', body: megabytes(11) },
      413,
      { message: 'Request Entity Too Large' },
    ],
    ['a route that is not there', '/api/mps', {}, 404, { message: 'Not Found' }],
    ['a method that is not there', '/api/maps', { method: 'PUT' }, 404, { message: 'Not Found' }],
  ])('%s', async (_, path, init, status, form) => {
    const answer = await send(path, init);
    expect(answer).toMatchObject({ status, body: form });
    if ('error' in form) expect(answer.body.error.request_id).toBe(answer.id);
    expect(answer.id).toBeTruthy();
  });

  test('maps of everybody are read without a login', async () => {
    const map = await newMap();
    const stranger = createClient({ baseUrl: url });
    expect(await stranger.showMap(map)).toMatchObject({ map, own: false, visibility: 'public' });
  });

  test('the same name is the same map, also when asked twice at once', async () => {
    const name = `twice ${randomBytes(4).toString('hex')}`;
    const made = await Promise.all([1, 2, 3].map(() => api.createMap({ name })));
    expect(new Set(made.map(({ map }) => map)).size).toBe(1);
  });
});
