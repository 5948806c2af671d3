/** Many people at once, some of whom add photos: nothing fails, and what is stored afterwards is what they were told. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openAftermath } from '../../bench/album/aftermath.ts';
import { invite } from '../../bench/album/invite.ts';
import { runCrowd } from '../../bench/album/run-crowd.ts';
import { createClient } from '../../client/client.ts';
import { variantKey } from '../../lambdas/album/variants.ts';
import { inside } from '../support/inside.ts';
import { jpegWithPlace } from '../support/pictures.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { signedPictures } from '../support/signed-pictures.ts';
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
  const file = join(folder, 'photo.jpg');
  await writeFile(file, jpeg);
  const size = { people: 20, shared: 1, photosEach: 6, seed: 1 };
  const { people, ...party } = await invite({ url, tokens, name: 'crowd-test' }, size, jpeg);
  const plan = { url, people, photos: [file], arrivalSeconds: 1, seconds: 5, thinkSeconds: 1, adding: 0.3 };
  const report = await runCrowd(plan, folder);
  expect(report.failures).toEqual([]);
  for (const kind of ['list photos', 'ticket', 'PUT', 'confirm', 'picture'] as const)
    expect(report.timings[kind]?.requests, kind).toBeGreaterThan(0);
  expect(Object.values(report.opened).reduce((sum, times) => sum + times, 0)).toBe(16);
  const after = await openAftermath(url, directory);
  await after.untilPrepared(party.albums);
  const { faults, photos } = await after.compare({ ...party, ...report });
  expect(faults).toEqual([]);
  expect(photos).toBe(6 + report.confirmed.length);

  // That it would have been seen if something were missing, or left behind.
  const [{ photo, album }] = report.confirmed as [(typeof report.confirmed)[0]];
  const [within, pictures] = [await inside(url, directory), await signedPictures(url, directory)];
  for (const object of await within.objects(variantKey(album, photo, 'thumb'))) await within.remove(object);
  const stray = variantKey(album, 'photo_stray', 'thumb');
  await pictures.put(stray, 'left behind');
  const told = {
    ...party,
    ...report,
    opened: Object.fromEntries(Object.keys(report.opened).map((link) => [link, -1])),
  };
  expect((await after.compare(told)).faults.toSorted()).toEqual(
    [
      `${variantKey(album, photo, 'thumb')} is missing`,
      `${stray} belongs to nothing`,
      ...Object.entries(report.opened).map(([, views]) => `a link was opened -1 times and counts ${views} views`),
    ].toSorted(),
  );
  pictures.close();
  after.close();
});
