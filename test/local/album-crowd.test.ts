/** Many people at once, some of whom add photos: nothing fails, and what is stored afterwards is what they were told. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openAftermath } from '../../bench/album/aftermath.ts';
import { invite } from '../../bench/album/invite.ts';
import { runCrowd } from '../../bench/album/run-crowd.ts';
import { createClient } from '../../client/client.ts';
import { jpegWithPlace } from '../support/pictures.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { tokensOf } from '../support/tokens.ts';

const { url, directory } = inject('shared');
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => removeFolder(folder));

test('twenty people for five seconds', async () => {
  const tokens = await tokensOf(directory, await createClient({ baseUrl: url }).config());
  const jpeg = await jpegWithPlace();
  const photo = join(folder, 'photo.jpg');
  await writeFile(photo, jpeg);
  const size = { people: 20, shared: 1, photosEach: 6, seed: 1 };
  const { people, ...party } = await invite({ url, tokens, name: 'crowd-test' }, size, jpeg);
  const plan = { url, people, photos: [photo], arrivalSeconds: 1, seconds: 5, thinkSeconds: 1, adding: 0.3 };
  const report = await runCrowd(plan, folder);
  expect(report.failures).toEqual([]);
  for (const kind of ['list photos', 'ticket', 'PUT', 'confirm', 'picture'] as const)
    expect(report.timings[kind]?.requests, kind).toBeGreaterThan(0);
  expect(Object.values(report.opened).reduce((sum, times) => sum + times, 0)).toBe(16);
  const after = await openAftermath(url, directory);
  await after.untilPrepared(party.albums);
  const { faults, photos } = await after.compare({ ...party, ...report });
  after.close();
  expect(faults).toEqual([]);
  expect(photos).toBe(6 + report.confirmed.length);
});
