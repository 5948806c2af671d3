/** `tessera login` at a platform elsewhere: a person, a browser, the issuer's pages, and a login that is kept. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing, sampleCity } from '../support/browsing.ts';
import { documentOf } from '../support/cli-documents.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { runTessera, startTessera } from '../support/tessera-process.ts';

const here = browsing();
let folder: string;
let env: NodeJS.ProcessEnv;
let remote: string;
let job: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  // The same platform by an address that is not one of this machine's names, so that commands take it for one elsewhere.
  remote = `http://[::ffff:127.0.0.1]:${new URL(here.url).port}`;
  env = { TESSERA_URL: remote, XDG_CONFIG_HOME: folder };
  job = (await sampleCity(here)).job_id;
});
afterAll(() => removeFolder(folder));

const file = () => join(folder, 'tessera', 'tokens.json');
const kept = async () => JSON.parse(await readFile(file(), 'utf8'))[new URL(remote).origin];
const keep = async (token: object) => writeFile(file(), JSON.stringify({ [new URL(remote).origin]: token }));
/** Only its owner may ask for it. */
const asOwner = () => runTessera(env, 'map', 'status', job);

/** @returns the command that waits, and the address that it shows */
async function begin(...argv: string[]) {
  const command = startTessera(env, 'login', '--no-browser', ...argv);
  const [, address] = await command.said(/(http:\S+\/auth\?\S+)/);
  return { command, address: address! };
}

test('without a login the command says how to get one, at this platform', async () => {
  expect(await asOwner()).toEqual({
    ...{ exitCode: 5, stdout: '' },
    stderr: expect.stringContaining(`Run \`tessera login --url ${new URL(remote).href.slice(0, -1)}\`.`),
  });
});

test('a person logs in with the browser; the login is kept for its owner alone, renewed when it ends, and forgotten', async () => {
  const { command, address } = await begin('--json');
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await page.goto(address);
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
  await expectAccessible(page);
  await leavePicture(page, 'login-done-desktop-light');
  expect(faults).toEqual([]);
  await context.close();
  const { exitCode, stdout } = await command.ended;
  expect(exitCode).toBe(0);
  expect(documentOf('login', stdout)).toMatchObject({ url: new URL(remote).origin });
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  expect((await asOwner()).exitCode).toBe(0);

  const first = await kept();
  await keep({ ...first, expiresAt: Date.now() / 1000 - 1 });
  expect((await asOwner()).exitCode).toBe(0);
  const second = await kept();
  expect(second.accessToken).not.toBe(first.accessToken);
  expect(second.expiresAt).toBeGreaterThan(Date.now() / 1000 + 60);
  expect((await stat(file())).mode & 0o777).toBe(0o600);

  await keep({ ...second, expiresAt: 1, refreshToken: 'nobody knows it' });
  const ended = await asOwner();
  expect(ended.exitCode).toBe(5);
  expect(ended.stderr).toMatch(
    /^Your login at \S+ has ended and could not be renewed\. Run `tessera login --url \S+`\.\n$/,
  );

  const logout = async () => documentOf('logout', (await runTessera(env, 'logout', '--json')).stdout);
  expect([await logout(), await logout()]).toMatchObject([{ forgotten: true }, { forgotten: false }]);
  expect((await asOwner()).exitCode).toBe(5);
});

test('whoever refuses is told so in the browser and in the terminal', async () => {
  const { command, address } = await begin();
  const asked = new URL(address).searchParams;
  const { page, context } = await visit(here.browser, 'phone', 'dark');
  // What an issuer sends when somebody presses Cancel.
  await page.goto(`${asked.get('redirect_uri')}?error=access_denied&state=${asked.get('state')}`);
  await page.getByRole('heading', { name: 'The login was refused' }).waitFor();
  await expectAccessible(page);
  await leavePicture(page, 'login-refused-phone-dark');
  await context.close();
  expect(await command.ended).toMatchObject({
    exitCode: 5,
    stderr: expect.stringContaining('The login failed: the issuer said access_denied. Run `tessera login` again'),
  });
});

test('Ctrl-C while the browser is waited for ends it', async () => {
  const { command } = await begin();
  command.interrupt();
  expect((await command.ended).exitCode).toBe(130);
});
