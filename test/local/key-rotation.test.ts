/** docs/runbooks/key-rotation.md: deploying with the rotation raised by one. Nobody who looks is turned away. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SIGNING_KEY_SETTLES_SECONDS } from '../../lambdas/media/signing/rotation.ts';
import { startTwin, type Twin } from '../../local/wiring/twin.ts';
import { synth } from '../../scripts/synth.ts';
import { changedDelivery, withRotation } from '../support/changed-delivery.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { cookieOf, signedPictures } from '../support/signed-pictures.ts';

const ALBUM = '/media/albums/album_rotated';
const PHOTO = `${ALBUM}/photo_1/thumb.webp`;

let assembly: string;
let folder: string;
let twin: Twin | undefined;
beforeAll(async () => {
  assembly = await synth();
  folder = await temporaryFolder();
});
afterAll(async () => {
  await twin?.close();
  await removeFolder(folder);
});

/** What a deployment with this rotation is (test/synth/signing-keys.test.ts): one name, and a number. */
function rotated(rotation: number, from: string, to: string): Promise<string> {
  return changedDelivery(assembly, folder, (template) => {
    const named = template.replaceAll(from, to);
    return withRotation(withRotation(named, 'Custom::SigningKeyPairs', rotation), 'Custom::SigningKeysInUse', rotation);
  });
}

async function start(directory: string, from: string): Promise<Twin> {
  await twin?.close();
  twin = undefined;
  twin = await startTwin({ dataDirectory: directory, port: 0, fair: true, functions: 1, assembly: async () => from });
  return twin;
}

const keyOf = (cookie: string) => /Key-Pair-Id=(\w+)/.exec(cookie)![1];
async function look(url: string, cookie: string): Promise<number> {
  const answer = await fetch(url + PHOTO, { headers: { cookie } });
  await answer.arrayBuffer();
  return answer.status;
}
/** What the platform signs at that time, for an hour. */
async function signed(url: string, directory: string, now: Date): Promise<string> {
  const pictures = await signedPictures(url, directory);
  await pictures.put(PHOTO.slice(1), 'picture');
  const cookie = cookieOf(await pictures.signer.cookies(ALBUM, 3600, now));
  pictures.close();
  return cookie;
}

test('the older key goes, what the other one signed stays good, and the new one signs when it is known everywhere', async () => {
  const directory = join(folder, 'data');
  const before = await start(directory, assembly);
  const old = await signed(before.url, directory, new Date());
  expect(await look(before.url, old)).toBe(200);

  const next = await rotated(1, 'PublicKeyB0', 'PublicKeyB1');
  const after = await start(directory, next);
  expect(await look(after.url, old)).toBe(200);
  const meanwhile = await signed(after.url, directory, new Date());
  expect(keyOf(meanwhile)).toBe(keyOf(old));
  const later = await signed(after.url, directory, new Date(Date.now() + SIGNING_KEY_SETTLES_SECONDS * 1000 + 2000));
  expect(keyOf(later)).not.toBe(keyOf(old));
  expect(await look(after.url, later)).toBe(200);

  const again = await start(directory, next);
  expect([await look(again.url, old), await look(again.url, later)]).toEqual([200, 200]);

  const tooSoon = await rotated(2, 'PublicKeyA0', 'PublicKeyA1');
  await expect(start(directory, tooSoon)).rejects.toThrow(
    /SigningKeyPairs.* could not be made: The key A0 has signed what is still good/,
  );
  const calm = await start(directory, next);
  expect(await look(calm.url, old)).toBe(200);
});

test('private keys are in the secret alone', async () => {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const holders: string[] = [];
  for (const file of files.filter((each) => each.isFile())) {
    const text = await readFile(join(file.parentPath, file.name), 'latin1');
    if (text.includes('BEGIN PRIVATE KEY') && !file.parentPath.includes('oidc')) holders.push(file.name);
  }
  expect(holders).toEqual(['secrets.json']);
});
