import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPhone } from './phone.ts';
import { createTally } from './tally.ts';

/** Statuses that are answered one after the other, the last one again and again. */
let answers: [status: number, headers?: Record<string, string>][];
let asked: { at: number; from: string | undefined }[];
let server: Server;
let url: string;
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push({ at: performance.now(), from: request.socket.remoteAddress });
    const [status, headers] = (answers.length > 1 ? answers.shift() : answers[0])!;
    response.writeHead(status, headers).end('answer');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const phoneUntil = (ends: number) => {
  const tally = createTally(0);
  return { tally, phone: createPhone('127.0.0.1', tally, ends) };
};

it('waits as long as it is told, and asks again', async () => {
  answers = [[429, { 'retry-after': '1' }], [200]];
  const { tally, phone } = phoneUntil(performance.now() + 60_000);
  expect((await phone.ask('confirm', { url }))?.bytes.toString()).toBe('answer');
  expect(asked[1]!.at - asked[0]!.at).toBeGreaterThanOrEqual(990);
  expect(tally.result()).toMatchObject({
    requests: 2,
    limited: 1,
    failures: [],
    timings: { confirm: { requests: 1 } },
  });
});

it('goes home when that would be too late', async () => {
  answers = [[429, { 'retry-after': '900' }]];
  const { tally, phone } = phoneUntil(performance.now() + 1000);
  expect(await phone.ask('confirm', { url })).toBeUndefined();
  expect(tally.result()).toMatchObject({ limited: 1, failures: [] });
});

it.each([
  [[[429]], 'it answered 429 answer'],
  [[[500]], 'it answered 500 answer'],
  [[[200]], 'it is empty'],
] as [typeof answers, string][])('%j has failed', async (given, why) => {
  answers = given;
  const { tally, phone } = phoneUntil(performance.now() + 1000);
  expect(await phone.ask('picture', { url }, () => 'it is empty')).toBeUndefined();
  expect(tally.result()).toMatchObject({ failures: [`picture: ${why}`], limited: 0, timings: {} });
});

it('fails where nobody answers', async () => {
  const { tally, phone } = phoneUntil(performance.now() + 1000);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(await phone.ask('picture', { url })).toBeUndefined();
  expect(tally.result().failures).toEqual([expect.stringMatching(/^picture: .*ECONNREFUSED/)]);
});
