/** The page of a job: on its way, and each of its ends. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { changed, held, heldThen, lost, serverError } from '../../support/answers.ts';
import { preparing, tiling } from '../../support/job-moments.ts';
import { ALL, inDoubt } from './shot-walks.ts';
import { loading, problem, type Stage, shows, type Walk } from './walk.ts';

const OPENTTD = resolve(import.meta.dirname, '../../../examples/openttd');
const STATUS = /\/api\/jobs\/[^/]+\/status$/;

const page = (what: string, job: Walk['path'], end: string): Walk => ({
  as: 'ada',
  path: job,
  answers: () => [[STATUS, held]],
  stages: [{ ...loading, what: `before ${what}` }, shows('full', what, end)],
});

/** Gives a failed job its pictures: sound ones, and others cut off. */
const repaired = (what: string, sound: string[], broken: string[]): Stage => ({
  state: 'full',
  what,
  reach: async (page) => {
    const bytes = (name: string) => readFile(join(OPENTTD, /^r/.test(name) ? name : 'r00_c00.webp'));
    const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/webp', buffer });
    await page
      .getByLabel('Choose files')
      .setInputFiles([
        ...(await Promise.all(sound.map(async (name) => file(name, await bytes(name))))),
        ...(await Promise.all(broken.map(async (name) => file(name, (await bytes(name)).subarray(0, 9000))))),
      ]);
    for (const name of sound) await page.locator('.repair-report').getByText(name).first().waitFor();
  },
});

export const jobWalks: Walk[] = [
  page('completed', ({ job }) => `/jobs/${job}`, '.state.completed'),
  {
    as: 'ada',
    path: ({ job }) => `/jobs/${job}`,
    answers: () => [[ALL, heldThen(changed(inDoubt))]],
    stages: [
      { ...shows('full', 'completed, shots held', '.job-shots'), state: 'loading' },
      shows('full', 'completed, shots need a look', '.job-looks'),
    ],
  },
  page('failed', ({ failed }) => `/jobs/${failed}`, '.failures'),
  {
    as: 'ada',
    path: ({ failed }) => `/jobs/${failed}`,
    stages: [
      repaired('some pictures found', ['r03_c04.webp'], ['r03_c05.webp', 'a holiday.webp']),
      repaired('all pictures found', ['r03_c05.webp'], []),
    ],
  },
  page('cancelled', ({ cancelled }) => `/jobs/${cancelled}`, '.state.cancelled'),
  {
    as: 'ada',
    path: ({ job }) => `/jobs/${job}`,
    answers: () => [[STATUS, heldThen(changed(tiling))]],
    stages: [loading, shows('full', 'running', '.stage.now')],
  },
  {
    as: 'ada',
    path: ({ job }) => `/jobs/${job}`,
    answers: () => [[STATUS, changed(tiling)]],
    stages: [
      {
        state: 'full',
        what: 'cancel asks',
        reach: async (page) => {
          await page.getByRole('button', { name: 'Cancel the job' }).click();
          await page.getByRole('dialog').waitFor();
        },
      },
    ],
  },
  {
    as: 'ada',
    path: ({ job }) => `/jobs/${job}`,
    answers: () => [[STATUS, changed(preparing)]],
    stages: [shows('full', 'preparing', '.state.preparing')],
  },
  { as: 'ada', path: ({ job }) => `/jobs/${job}`, answers: () => [[STATUS, serverError]], stages: [problem()] },
  { as: 'ada', path: ({ job }) => `/jobs/${job}`, answers: () => [[STATUS, lost]], stages: [problem('no answer')] },
  {
    as: 'ada',
    path: () => '/jobs/job_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    mayFail: STATUS,
    stages: [problem('no such job')],
  },
  {
    as: 'nobody',
    path: ({ job }) => `/jobs/${job}`,
    stages: [shows('error', 'sign-in needed', '.message')],
  },
];
