/** The shots of a build: all of them, one of them, and one that is moved by hand. */
import type { Page } from 'playwright-core';
import { changed, held, lost, serverError } from '../../support/answers.ts';
import type { City } from './city.ts';
import { loading, loadingOf, type PageWalks, problem, type Stage, shows } from './walk.ts';

export const ALL = /\/api\/maps\/[^/]+\/builds\/[^/]+\/shots$/;
const ONE = /\/api\/maps\/[^/]+\/builds\/[^/]+\/shots\/shot_[^/]+$/;
const CORRECTIONS = /\/corrections$/;
const shots = ({ rebuilt }: City) => `/maps/${rebuilt.map}/builds/${rebuilt.builds[1]}/shots`;
const overview = (what?: string) => shows('full', what, '.shot-row');

/** Opens the least sure shot from the list, and waits until its pictures are there. */
const opens = (what: string, end: string): Stage => ({
  state: 'full',
  what,
  reach: async (page) => {
    await page.locator('.shot-row').first().click();
    await page.locator(end).first().waitFor();
  },
});
const moves: Stage = {
  state: 'full',
  what: 'moving by hand',
  reach: async (page) => {
    await page.locator('.shot-row').first().click();
    await page.getByRole('button', { name: 'Move by hand' }).click();
    await page.locator('.shot-stage-shot').focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.locator('.corrections').waitFor();
  },
};
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

export const shotWalks: PageWalks = {
  walks: [
    { as: 'nobody', path: shots, answers: () => [[ALL, held]], stages: [loading, overview()] },
    {
      as: 'ada',
      path: shots,
      answers: () => [[ALL, changed(inDoubt)]],
      stages: [
        overview('some need a look'),
        {
          state: 'empty',
          what: 'filtered',
          reach: async (page) => {
            await press(page, 'Fair');
            await page.getByLabel('Found by').selectOption('flat');
            await page.locator('.shots-none').waitFor();
          },
        },
      ],
    },
    { as: 'ada', path: shots, answers: () => [[ALL, changed(tenThousand)]], stages: [overview('10,000 shots')] },
    {
      as: 'ada',
      path: shots,
      answers: () => [
        [ALL, changed(inDoubt)],
        [ONE, held],
      ],
      stages: [
        {
          ...loadingOf('.shot .skeleton', 'a shot'),
          reach: async (page, city) => {
            await page.locator('.shot-row').first().click();
            await loadingOf('.shot .skeleton').reach(page, city);
          },
        },
        shows('full', 'a shot', '[data-drawn]'),
      ],
    },
    {
      as: 'ada',
      path: ({ map, build }) => `/maps/${map}/builds/${build}/shots`,
      stages: [overview('the sample city'), opens('a shot that was compared', '[data-drawn]')],
    },
    { as: 'ada', path: shots, answers: () => [[ALL, changed(inDoubt)]], stages: [moves] },
    {
      as: 'ada',
      path: shots,
      answers: () => [[ALL, changed(inDoubt)]],
      stages: [
        {
          ...moves,
          what: 'leaving asks',
          reach: async (page, city) => {
            await moves.reach(page, city);
            await page.locator('.brand').click();
            await page.getByRole('dialog').waitFor();
          },
        },
      ],
    },
    {
      as: 'ada',
      path: shots,
      answers: () => [
        [ALL, changed(inDoubt)],
        [ONE, changed((shot) => ({ ...shot, picture_url: null }))],
      ],
      stages: [opens('screenshots gone', '.seams')],
    },
    {
      as: 'ada',
      path: shots,
      answers: () => [
        [ALL, changed(inDoubt)],
        [CORRECTIONS, { is: 'error', status: 410, code: 'shots_removed', message: 'They have been removed.' }],
      ],
      stages: [
        {
          ...moves,
          state: 'error',
          what: 'rebuild refused',
          reach: async (page, city) => {
            await moves.reach(page, city);
            await press(page, 'Rebuild with 1 correction');
            await page.locator('.corrections [role=alert]').waitFor();
          },
        },
      ],
    },
    { as: 'nobody', path: shots, stages: [opens('a shot, signed out', '.shot-facts')] },
    {
      as: 'ada',
      path: shots,
      answers: () => [[ONE, serverError]],
      stages: [
        {
          ...problem('a shot'),
          reach: async (page) => {
            await page.locator('.shot-row').first().click();
            await page.locator('[role=alert]').waitFor();
          },
        },
      ],
    },
    { as: 'ada', path: (city) => `${shots(city)}?shot=shot_x`, stages: [shows('empty', 'no such shot', '.message')] },
    {
      as: 'nobody',
      path: shots,
      answers: () => [[ALL, { is: 'error', status: 404, code: 'no_positions', message: 'Not known.' }]],
      stages: [shows('empty', 'no positions', '.message.whole')],
    },
    {
      as: 'nobody',
      path: ({ rebuilt }) => `/maps/${rebuilt.map}/builds/01JZ0000000000000000000000/shots`,
      mayFail: ALL,
      stages: [shows('empty', 'no such build', '.message.whole')],
    },
    { as: 'nobody', path: shots, answers: () => [[ALL, serverError]], stages: [problem()] },
    { as: 'nobody', path: shots, answers: () => [[ALL, lost]], stages: [problem('no answer')] },
  ],
};

/** Places that are found by pictures, and some that are not. */
const FOUND: [confidence: number, reason: string, off: [number, number], residual: number | null][] = [
  [0.04, 'different', [31, -12], null],
  [0.31, 'ambiguous', [-18, 22], 64],
  [0.12, 'flat', [3, -6], null],
  [0.08, 'flat', [5, 2], null],
  [0.78, 'one_pair', [12, 14], 0],
  [0.86, 'matched', [-20, 4], 1.4],
  [1, 'by_hand', [22, 9], null],
];
export const inDoubt = (answer: any) => ({
  ...answer,
  shots: answer.shots.map((shot: any, i: number) => {
    const off = [((i * 37) % 41) - 20, ((i * 23) % 31) - 15] as [number, number];
    const [confidence, reason, [dx, dy], residual] = FOUND[i] ?? [0.99, 'matched', off, 0];
    const [x, y] = shot.position;
    return { ...shot, confidence, reason, residual, nominal: [x - dx, y - dy] };
  }),
});

/** As many as a job may have. */
const tenThousand = (answer: any) => ({
  ...answer,
  shots: Array.from({ length: 10_000 }, (_, i) => {
    const [row, col] = [Math.floor(i / 100), i % 100];
    const lake = (row - 60) ** 2 + (col - 30) ** 2 < 60;
    const at: [number, number] = [col * 1024, row * 752];
    return {
      screenshot_id: `shot_${String(i).padStart(8, '0')}-0000-4000-8000-000000000000`,
      name: `r${String(row).padStart(2, '0')}_c${String(col).padStart(2, '0')}.png`,
      ...{ row, col, nominal: at, position: [at[0] + ((row + col) % 50) - 25, at[1] + ((row * 7) % 40) - 20] },
      confidence: lake ? 0.1 : i % 97 === 0 ? 0.7 : 0.99,
      reason: lake ? 'flat' : i % 97 === 0 ? 'one_pair' : 'matched',
      residual: lake ? null : 0,
    };
  }),
});
