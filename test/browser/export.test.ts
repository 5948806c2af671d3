/** An exported map, served by a plain web server under a path, as GitHub Pages serves a project. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.fixture.ts';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing } from '../support/browsing.ts';
import { copiedLink } from '../support/copied-link.ts';
import { mapAtRest } from '../support/map-at-rest.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { type StaticServer, serveFolder } from '../support/static-server.ts';
import { tintAt, tintedBuild } from '../support/tinted.ts';

const here = browsing();
const PATH = '/some/sub/path/';
let root: string;
let folder: string;
let server: StaticServer;

beforeAll(async () => {
  root = await temporaryFolder();
  folder = join(root, 'site');
  const { map } = await here.api.createMap({ name: 'For everybody', attribution: 'Made up' });
  await tintedBuild(here.api, map, 'green');
  const { exitCode, stderr } = await runCli(['map', 'export', map, folder], { TESSERA_URL: here.url });
  expect({ exitCode, stderr: exitCode ? stderr : '' }).toEqual({ exitCode: 0, stderr: '' });
  server = await serveFolder(folder, PATH);
});
afterAll(async () => {
  await server?.close();
  await removeFolder(root);
});

test('every file has a name that GitHub Pages serves as it is', async () => {
  const files = await readdir(folder, { recursive: true });
  expect(files).toContain('.nojekyll');
  // Jekyll leaves out what begins with _ or a dot; without it the names only have to be plain.
  expect(files.filter((file) => file !== '.nojekyll' && !/^[A-Za-z0-9][\w./\\-]*$/.test(file))).toEqual([]);
});

test.each(['desktop', 'phone'] as const)(
  '%s: the map opens under any path, and asks for nothing beside it',
  async (device) => {
    const { page, faults, context } = await visit(here.browser, device, device === 'phone' ? 'dark' : 'light');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    // As people type it, without the slash.
    await page.goto(server.url.slice(0, -1));
    await mapAtRest(page);
    const { width } = page.viewportSize()!;
    expect(await tintAt(await leavePicture(page, `export-${device}`), Math.round(width / 2), 390)).toBe('green');
    expect(await page.title()).toBe('For everybody');
    expect(await page.getByRole('button', { name: 'Build on show' }).count()).toBe(0);
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Zoom in' }).click();
    await mapAtRest(page);
    const link = await copiedLink(page);
    expect(link.startsWith(`${server.url}#`)).toBe(true);
    const place = await page.evaluate(() => location.hash);
    await page.goto('about:blank');
    await page.goto(link);
    await mapAtRest(page);
    expect((await page.evaluate(() => location.hash)).startsWith(place)).toBe(true);
    const beside = asked.filter((url) => !url.startsWith(server.url.slice(0, -1)) && !/^(data|about):/.test(url));
    expect(beside).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  },
);
