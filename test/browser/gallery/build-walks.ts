/** The pages of a map's builds, and of two of them side by side. */
import { changed, held, lost, serverError } from '../../support/answers.ts';
import { loading, type PageWalks, problem, type Stage, shows } from './walk.ts';

const ONE_MAP = /\/api\/maps\/[^/?]+$/;
/** A dialog that a button of this name opens. */
const asks = (what: string, name: string): Stage => ({
  state: 'full',
  what,
  reach: async (page) => {
    await page.getByRole('button', { name }).first().click();
    await page.getByRole('dialog').waitFor();
  },
});

export const buildWalks: PageWalks = {
  walks: [
    {
      as: 'nobody',
      path: ({ rebuilt }) => `/maps/${rebuilt.map}/builds`,
      answers: () => [[ONE_MAP, held]],
      stages: [loading, shows('full', undefined, '.build')],
    },
    {
      as: 'ada',
      path: ({ rebuilt }) => `/maps/${rebuilt.map}/builds`,
      stages: [shows('full', 'own', '.delete-map'), asks('publishing', 'Publish')],
    },
    {
      as: 'ada',
      path: ({ rebuilt }) => `/maps/${rebuilt.map}/builds`,
      answers: () => [[ONE_MAP, changed(inEveryState)]],
      stages: [shows('full', 'every state', '.delete-map'), asks('deleting', 'Delete the map')],
    },
    { as: 'ada', path: ({ bare }) => `/maps/${bare}/builds`, stages: [shows('empty', undefined, '.message')] },
    {
      as: 'nobody',
      path: () => '/maps/atlantis-0000000000/builds',
      mayFail: /atlantis/,
      stages: [shows('empty', 'no such map', '.message')],
    },
    {
      as: 'nobody',
      path: ({ rebuilt }) => `/maps/${rebuilt.map}/builds`,
      answers: () => [[ONE_MAP, serverError]],
      stages: [problem()],
    },
    {
      as: 'nobody',
      path: ({ rebuilt }) => `/maps/${rebuilt.map}/builds`,
      answers: () => [[ONE_MAP, lost]],
      stages: [problem('no answer')],
    },
  ],
};

export const compareWalks: PageWalks = {
  walks: [
    {
      as: 'nobody',
      path: ({ rebuilt }) => `/maps/${rebuilt.map}/compare?a=${rebuilt.builds[0]}&b=${rebuilt.builds[1]}`,
      answers: () => [[ONE_MAP, held]],
      stages: [loading, shows('full', undefined, '.slider')],
    },
    { as: 'nobody', path: ({ map }) => `/maps/${map}/compare`, stages: [shows('empty', 'one build', '.message')] },
    {
      as: 'nobody',
      path: ({ rebuilt }) => `/maps/${rebuilt.map}/compare?a=01JZ0000000000000000000000`,
      stages: [shows('empty', 'a build that is gone', '.message')],
    },
    {
      as: 'nobody',
      path: ({ rebuilt }) => `/maps/${rebuilt.map}/compare`,
      answers: () => [[ONE_MAP, serverError]],
      stages: [problem()],
    },
  ],
};

/** The real builds, with one of every other state before them. */
const inEveryState = (map: any) => {
  const [newest] = map.builds;
  const others = [
    { status: 'running' },
    { status: 'failed' },
    { status: 'cancelled' },
    { status: 'completed', removed_at: newest.created_at },
  ];
  const before = others.map((state, i) => ({
    ...newest,
    ...state,
    published: false,
    build: `01JZ000000000000000000000${i}`,
    created_at: new Date(Date.parse(newest.created_at) + (4 - i) * 3_600_000).toISOString(),
  }));
  return { ...map, builds: [...before, ...map.builds] };
};
