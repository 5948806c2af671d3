import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFunctions } from '../lambda/functions.ts';
import { openMetrics } from './metrics-page.ts';

const lines: string[] = [];
const metrics = openMetrics((line) => lines.push(line));
const functions = createFunctions({ workers: 2, runtimeEnvironment: {}, report: metrics.take });
const server = createServer((asked, answer) => {
  if (!metrics.handle(asked, answer)) answer.writeHead(404).end('somebody else');
});
let folder: string;
let port: number;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
  folder = await mkdtemp(join(tmpdir(), 'tessera-'));
});
afterAll(async () => {
  await functions.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = (options: { path?: string; method?: string; host?: string } = {}) =>
  new Promise<{ status: number; type: string; text: string }>((resolve, reject) => {
    const { path = '/metrics', method = 'GET', host = `127.0.0.1:${port}` } = options;
    request({ port, path, method, headers: { host } }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      resolve({ status: answer.statusCode!, type: answer.headers['content-type'] ?? '', text });
    })
      .on('error', reject)
      .end();
  });
const died = async () => Number(/^map_jobs_died_total\{service="map"\} (\d+)$/m.exec((await ask()).text)?.[1]);

test('what a function wrote counts as soon as its caller has an answer, also when it dies of it', async () => {
  const line = {
    _aws: {
      CloudWatchMetrics: [{ Dimensions: [['service']], Metrics: [{ Name: 'map_jobs_died_total', Unit: 'Count' }] }],
    },
    ...{ service: 'map', map_jobs_died_total: 1 },
  };
  const code = (then: string) =>
    `export const handler = async () => { process.stdout.write(${JSON.stringify(`${JSON.stringify(line)}\n`)}); ${then} };`;
  const common = { handler: 'index.handler', layerDirectories: [], timeoutSeconds: 10, memoryMb: 128, environment: {} };
  const accessKey = { id: 'a', secret: 's' };
  for (const [name, then] of [
    ['lives', 'return 1;'],
    ['dies', 'process.exit(1);'],
  ] as const) {
    const codeDirectory = join(folder, name);
    await mkdir(codeDirectory);
    await writeFile(join(codeDirectory, 'index.mjs'), code(then));
    await functions.ensure({ ...common, name, codeDirectory, accessKey });
  }
  for (let calls = 1; calls <= 5; calls++) {
    await functions.invoke('lives', {});
    expect(await died()).toBe(calls);
  }
  for (let calls = 6; calls <= 7; calls++) {
    await expect(functions.invoke('dies', {})).rejects.toThrow('exit status 1');
    expect(await died()).toBe(calls);
  }
});

test('it is a page of its own, for GET and HEAD', async () => {
  expect(await ask()).toMatchObject({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' });
  expect(await ask({ path: '/metrics?x=1' })).toMatchObject({ status: 200 });
  expect(await ask({ method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  expect(await ask({ method: 'POST' })).toMatchObject({ status: 404, text: 'somebody else' });
  expect(await ask({ path: '/metrics/more' })).toMatchObject({ status: 404 });
});

test('only this machine may read it, under a name of its own', async () => {
  for (const host of ['localhost:4700', '127.0.0.1', '[::1]:4700'])
    expect((await ask({ host })).status, host).toBe(200);
  for (const host of ['evil.example', '192.168.0.7:4700', '127.0.0.1.evil.example']) {
    expect(await ask({ host }), host).toMatchObject({
      status: 403,
      text: expect.stringContaining('this machine only'),
    });
  }
  const fromAfar = {
    url: '/metrics',
    method: 'GET',
    headers: { host: 'localhost' },
    socket: { remoteAddress: '10.0.0.2' },
  };
  const codes: number[] = [];
  const answer = { writeHead: (code: number) => ({ end: () => void codes.push(code) }) };
  expect(metrics.handle(fromAfar as never, answer as never)).toBe(true);
  expect(codes).toEqual([403]);
});

test('a line that says that it is a metric and is none is told', () => {
  metrics.take('Tile', '{"_aws": cut');
  expect(lines).toEqual(['Tile wrote a metric that cannot be read: the line is no JSON']);
});
