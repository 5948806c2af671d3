/** An upload by the command line that is killed, and one whose platform is: what is there is not sent again. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import type { StoredObject } from '../support/inside.ts';
import { ownPlatform } from '../support/own-platform.ts';
import { type Program, startProgramWith } from '../support/program.ts';
import { capturesOf, makeWorld } from '../support/world.ts';

const GRID = { columns: 9, rows: 7, width: 48, height: 48, step: [40, 40] as [number, number] };
const SHOTS = GRID.columns * GRID.rows;
const own = ownPlatform();
let shots: string;
beforeAll(async () => {
  shots = join(own.folder, 'shots');
  await mkdir(shots);
  for (const { name, png } of await capturesOf(makeWorld(380, 300), GRID)) await writeFile(join(shots, name), png);
});

const HELD = { NODE_OPTIONS: `--import ${pathToFileURL(resolve('test/support/held-uploads.ts'))}` };

const create = (name: string, env: Record<string, string>, ...options: string[]): Program =>
  startProgramWith(
    { TESSERA_URL: own.platform.url, ...env },
    'cli/tessera.mjs',
    ...['map', 'create', shots, '--name', name, '--step', '40x40', '--exact', ...options],
  );
async function screenshots(name: string): Promise<StoredObject[]> {
  const map = (await own.api.listMaps()).maps.find((each) => each.name === name)?.map;
  return map ? own.within.objects(`screenshots/${map}/`) : [];
}
/** Waits until those are there that are not held. */
async function untilSomeAreThere(name: string): Promise<void> {
  const until = Date.now() + 60_000;
  let map: string | undefined;
  for (;;) {
    map ??= (await own.api.listMaps()).maps.find((each) => each.name === name)?.map;
    if (map && (await own.within.objects(`screenshots/${map}/`)).length >= 20) return;
    if (Date.now() > until) throw new Error('No screenshots after a minute.');
    await setTimeout(100);
  }
}

test('killed with -9 in the middle, the same command sends only the rest, and the map is made', async () => {
  const first = create('Killed', HELD);
  await untilSomeAreThere('Killed');
  await first.kill();
  const before = await screenshots('Killed');
  expect(before.length).toBeLessThan(SHOTS);

  const second = create('Killed', {}, '--wait');
  expect(await second.ended, second.output()).toBe(0);
  expect(second.output()).toContain(`${before.length} of ${SHOTS} are there already.`);
  const after = await screenshots('Killed');
  expect(after).toHaveLength(SHOTS);
  expect(after).toEqual(expect.arrayContaining(before));
});

test('Ctrl-C in the middle says how to go on', async () => {
  const first = create('Interrupted', HELD);
  await untilSomeAreThere('Interrupted');
  first.process.kill('SIGINT');
  expect(await first.ended).toBe(130);
  expect(first.output()).toMatch(/Interrupted\. \d+ of 63 shots are there: for 22 hours the same command goes on/);
});

test('when the platform is killed in the middle and started again, the command goes on by itself', async () => {
  const upload = create('Twin killed', HELD);
  await untilSomeAreThere('Twin killed');
  const before = await screenshots('Twin killed');
  await own.platform.kill();
  await upload.printed(/No answer from \S+\. Trying again for 5 minutes/);
  await own.startAgain();
  expect(await upload.ended, upload.output()).toBe(0);
  const after = await screenshots('Twin killed');
  expect(after).toHaveLength(SHOTS);
  expect(after).toEqual(expect.arrayContaining(before));
});
