/** The dialog behind *New map*, from the choice of files to the upload. */
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { type Answers, asAtFirst, held } from '../../support/answers.ts';
import { fillStep } from '../../support/dropping.ts';
import { JOBS, MAPS, type Stage, type Walk } from './walk.ts';

const PUTS = /X-Amz-Signature=/;
const TICKETS = /\/shots\/tickets$/;
const OPENTTD = resolve(import.meta.dirname, '../../../examples/openttd');

const walk = (stages: Stage[], answers: Answers = []): Walk => ({
  as: 'ada',
  path: () => '/',
  // Behind the dialog lies the home page, where maps and jobs of other tests come in.
  answers: () => [...answers, [MAPS, asAtFirst('maps')], [JOBS, asAtFirst('jobs')]],
  stages,
});

const open = async (page: Page) => {
  await page.locator('.card').first().waitFor();
  await page.getByRole('button', { name: 'New map' }).first().click();
};
const heading = (page: Page) => page.locator('.dialog .heading').waitFor();
const choose = async (page: Page, files: Parameters<Page['setInputFiles']>[1]) => {
  await open(page);
  await page.getByLabel('Choose files').setInputFiles(files);
};
/** All 48 with their positions; the page decodes each. */
const captures = async () =>
  (await readdir(OPENTTD))
    .filter((name) => name === 'positions.json' || name.endsWith('.webp'))
    .map((name) => join(OPENTTD, name));
/** Sixteen, whose places are in their names: enough where it does not matter how many there are. */
const upperRows = async () => (await captures()).filter((path) => /r0[01]_c\d\d\.webp$/.test(path));
/** Small ones: what counts is how many there are. */
async function manyFiles(rows: number, columns: number) {
  const buffer = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#2f5d1e' } })
    .webp()
    .toBuffer();
  const place = (n: number) => String(n).padStart(2, '0');
  return Array.from({ length: rows * columns }, (_, i) => ({
    name: `r${place(Math.floor(i / columns))}_c${place(i % columns)}.webp`,
    mimeType: 'image/webp',
    buffer,
  }));
}
/** Under a name that no map has: of one that has builds, pictures that they keep would not be sent. */
const build = async (page: Page) => {
  await page.getByLabel('Name of the map').fill('Another city');
  await fillStep(page);
  await page.getByRole('button', { name: 'Build the map' }).click();
};

export const newMapWalks: Walk[] = [
  walk([
    {
      state: 'empty',
      what: 'new map, choosing',
      reach: async (page) => {
        await open(page);
        await heading(page);
      },
    },
  ]),
  walk([
    {
      state: 'loading',
      what: 'new map, checking',
      reach: async (page) => {
        await page.evaluate(() => {
          // As if the rest took long.
          const ask = Worker.prototype.postMessage;
          let pictures = 0;
          Worker.prototype.postMessage = function (...question: unknown[]) {
            if (pictures++ < 29) Reflect.apply(ask, this, question);
          };
        });
        await choose(page, await captures());
        await page.getByText('29 of 48').waitFor();
      },
    },
  ]),
  walk([
    {
      state: 'error',
      what: 'new map, problems',
      reach: async (page) => {
        const buffer = await readFile(join(OPENTTD, 'r00_c00.webp'));
        const file = (name: string, bytes = buffer, mimeType = 'image/webp') => ({ name, buffer: bytes, mimeType });
        await choose(page, [
          file('r00_c00.webp'),
          file('r00_c01.webp', buffer.subarray(0, 9000)),
          file('r00_c02.png', Buffer.from('GIF89a, in truth'), 'image/png'),
          file('a picture of the harbour, taken in the evening, with a name that is far too long.webp'),
          ...['station.webp', 'airport.webp'].map((name) => file(name)),
        ]);
        await page.locator('.file-problems').waitFor();
      },
    },
  ]),
  walk(
    [
      {
        state: 'full',
        what: 'new map, plan',
        reach: async (page) => {
          await choose(page, await captures());
          await page.getByLabel('Name of the map').waitFor();
        },
      },
      {
        state: 'loading',
        what: 'new map, uploading',
        reach: async (page) => {
          await build(page);
          await page.getByText('Uploading').first().waitFor();
        },
      },
    ],
    [[TICKETS, held]],
  ),
  walk(
    [
      {
        state: 'loading',
        what: 'new map, 1,000 files',
        reach: async (page) => {
          await choose(page, await manyFiles(20, 50));
          await page.getByLabel('Name of the map').waitFor();
          await build(page);
          await page.locator('.file-row.sending').first().waitFor();
          await page.locator('summary').click();
          await page.locator('.file-list .file-row').first().waitFor();
        },
      },
    ],
    [[PUTS, held]],
  ),
  walk([
    {
      state: 'full',
      what: 'new map, plan by names',
      reach: async (page) => {
        await choose(page, await upperRows());
        await page.getByLabel('Step across').waitFor();
      },
    },
  ]),
  walk(
    [
      {
        state: 'error',
        what: 'new map, failed',
        reach: async (page) => {
          await choose(page, await upperRows());
          await build(page);
          await page.locator('.dialog [role=alert]').waitFor();
        },
      },
    ],
    [
      [
        TICKETS,
        {
          is: 'error',
          status: 413,
          code: 'too_large',
          message: 'Too large: r00_c00.webp has 62.1 MB. At most 50 MB are allowed. Save these pictures smaller.',
        },
      ],
    ],
  ),
  walk([
    {
      state: 'full',
      what: 'new map, save of a game',
      reach: async (page) => {
        await choose(page, join(OPENTTD, 'city.sav'));
        await page.getByLabel('Only a part of the world').check();
        // The corner first: what lies outside of the world the platform refuses to price.
        await page.getByLabel('From the left').fill('14040');
        await page.getByLabel('From the top').fill('5050');
        await page.getByLabel('Columns', { exact: true }).fill('4');
        await page.getByLabel('Rows', { exact: true }).fill('3');
        await page.getByText('takes 12 shots').waitFor();
        await page.getByText(/^12 shots\. About /).waitFor();
      },
    },
  ]),
  {
    as: 'nobody',
    path: () => '/',
    stages: [
      {
        state: 'error',
        what: 'new map, sign-in needed',
        reach: async (page) => {
          await open(page);
          await heading(page);
        },
      },
    ],
  },
];
