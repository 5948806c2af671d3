/**
 * Whose wrong passwords are counted: nobody gets around the limit by saying that he is somebody else, through the edge or past it, and
 * a rotation of what the edge proves itself with changes nothing for guests (docs/runbooks/origin-secret.md).
 */
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD_RATE } from '../../lib/limits/shares.ts';
import { startTwin, type Twin } from '../../local/wiring/twin.ts';
import { synth } from '../../scripts/synth.ts';
import { ada } from '../support/caller.ts';
import { changedDelivery, withRotation } from '../support/changed-delivery.ts';
import { operator } from '../support/operator.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';

/** A window may end among them; without a limit all of them would be looked at. */
const TRIES = 2 * PASSWORD_RATE.most + 1;

let assembly: string;
let folder: string;
let twin: Twin | undefined;
const lines: string[] = [];
beforeAll(async () => {
  assembly = await synth();
  folder = await temporaryFolder();
});
afterAll(async () => {
  await twin?.close();
  await removeFolder(folder);
});

const data = () => join(folder, 'data');
async function start(from: string): Promise<string> {
  await twin?.close();
  twin = undefined;
  const onLine = (_: string, line: string) => void lines.push(line);
  const report = (line: string) => void lines.push(line);
  twin = await startTwin({
    dataDirectory: data(),
    port: 0,
    fair: true,
    functions: 1,
    assembly: async () => from,
    onLine,
    report,
  });
  return twin.url;
}

async function lockedLink(url: string): Promise<string> {
  const api = await ada(url);
  const { id } = await api.createAlbum({ name: 'Lake' });
  return (await api.createShare(id, { password: 'seven geese' })).token;
}

/** A wrong password. @param from the address that it is sent from: of this machine, like all that begin with 127 */
const guess = (url: string, token: string, headers: Record<string, string> = {}, from = '127.0.0.1') =>
  new Promise<number>((resolve, reject) => {
    const asking = request(`${url}/api/share/${token}/session`, {
      method: 'POST',
      localAddress: from,
      headers: { 'content-type': 'application/json', ...headers },
    });
    asking.on('error', reject).on('response', (answer) => resolve(answer.resume().statusCode!));
    asking.end('{"password":"eight geese"}');
  });

async function guesses(url: string, token: string, headersOf: (i: number) => Record<string, string>) {
  const statuses: number[] = [];
  for (let i = 0; i < TRIES; i++) statuses.push(await guess(url, token, headersOf(i)));
  return statuses;
}
const pretending = (i: number) => ({
  'x-forwarded-for': `198.51.100.${i}`,
  'cloudfront-viewer-address': `198.51.100.${i}:443`,
  'x-origin-verify': `guessed ${i}`,
});

async function secretsOf(url: string): Promise<string[]> {
  const client = new SecretsManagerClient(await operator(url, data()));
  const labels = ['AWSCURRENT', 'AWSPREVIOUS'];
  const asked = labels.map((VersionStage) =>
    client.send(new GetSecretValueCommand({ SecretId: 'TesseraDelivery-OriginSecret', VersionStage })),
  );
  const found = await Promise.allSettled(asked);
  client.destroy();
  return found.flatMap((each) => (each.status === 'fulfilled' ? [each.value.SecretString!] : []));
}

test('through the edge who pretends is counted as who he is', async () => {
  const url = await start(assembly);
  const token = await lockedLink(url);
  const statuses = await guesses(url, token, pretending);
  expect(statuses.slice(0, PASSWORD_RATE.most)).toEqual(Array(PASSWORD_RATE.most).fill(401));
  expect(statuses).toContain(429);
  // Somebody at another address is somebody else; only Linux has more of them by itself.
  if (process.platform === 'linux') expect(await guess(url, token, {}, '127.0.0.2')).toBe(401);
});

test('past the edge, too, even with what the edge would have written', async () => {
  // As somebody's own distribution in front of our API: it has not got the secret.
  const url = await start(
    await changedDelivery(assembly, folder, (text) => text.replaceAll('"x-origin-verify"', '"x-other"')),
  );
  const token = await lockedLink(url);
  expect(await guesses(url, token, pretending)).toContain(429);
  if (process.platform === 'linux') {
    const other = await lockedLink(url);
    for (let i = 0; i < TRIES; i++) await guess(url, other, {}, `127.0.0.${i + 2}`);
    expect(await guess(url, other, {}, '127.0.0.99')).toBe(429);
  }
});

test('a rotation, and one that is rolled back, change what the edge sends, and nothing for guests', async () => {
  const first = await secretsOf(await start(assembly));
  expect(first).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
  const rotated = await start(
    await changedDelivery(assembly, folder, (text) => withRotation(text, 'Custom::OriginSecretVersion', 1)),
  );
  const second = await secretsOf(rotated);
  expect(second).toEqual([expect.not.stringMatching(first[0]!), first[0]]);
  const token = await lockedLink(rotated);
  expect(await guesses(rotated, token, pretending)).toContain(429);
  if (process.platform === 'linux') expect(await guess(rotated, token, {}, '127.0.0.3')).toBe(401);
  expect(await secretsOf(await start(assembly))).toEqual([first[0], second[0]]);
});

test('the secret is in no line, and in no file but those of the service', async () => {
  const [secret] = await secretsOf(twin!.url);
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => line.includes(secret!))).toEqual([]);
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const holders: string[] = [];
  for (const file of files.filter((each) => each.isFile())) {
    const text = await readFile(join(file.parentPath, file.name), 'latin1');
    if (text.includes(secret!)) holders.push(file.name);
  }
  expect(holders).toEqual(['secrets.json']);
});
