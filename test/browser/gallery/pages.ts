/**
 * Every page in every state: what the gallery shows, and what the tests of layout, access and motion go through. The type
 * wants a row for each page of `web/routing/route.ts`, and a test wants each of the four states or the reason why it cannot be.
 */
import type { Route } from '../../../web/routing/route.ts';
import { type Answers, asAtFirst, changed, held, heldThen, lost, serverError } from '../../support/answers.ts';
import { albumsWalks, albumWalks, shareWalks } from './album-walks.ts';
import { buildWalks, compareWalks } from './build-walks.ts';
import { jobWalks } from './job-walks.ts';
import { newMapWalks } from './new-map-walks.ts';
import { shotWalks } from './shot-walks.ts';
import { JOBS, loading, loadingOf, MAPS, type PageWalks, problem, shows } from './walk.ts';

const MAP_JSON = /\/tiles\/[^/]+\/map\.json$/;
const ONE_MAP = /\/api\/maps\/[^/?]+$/;
const TILE = /\/tiles\/\d+\/\d+\/\d+$/;
const NOT_PUBLISHED = /\/map\.json$/;
const cards = shows('full', undefined, '.card img');
/** Those that other tests begin meanwhile would move what is on show. */
const jobsAsAtFirst = (): Answers => [[JOBS, asAtFirst('jobs')]];
const empty = (what?: string) => shows('empty', what, '.message:not(.skeleton)');

export const PAGES: Record<Route['page'], PageWalks> = {
  home: {
    walks: [
      {
        as: 'ada',
        path: () => '/',
        answers: () => [[MAPS, heldThen(asAtFirst('maps'))], ...jobsAsAtFirst()],
        stages: [loading, cards],
      },
      {
        as: 'nobody',
        path: () => '/',
        stages: [shows('full', 'signed out', '.card img')],
      },
      {
        as: 'ada',
        path: () => '/',
        answers: ({ job }) => [
          [MAPS, held],
          [JOBS, heldThen(changed(({ jobs, next }) => ({ jobs: underWay(jobs, job), next })))],
        ],
        stages: [{ ...loading, what: 'with jobs' }, shows('full', 'with jobs', '.job-row')],
      },
      {
        as: 'ada',
        path: () => '/',
        answers: () => [[MAPS, heldThen(changed(() => ({ maps: [], next: null })))], ...jobsAsAtFirst()],
        stages: [{ ...loading, what: 'before empty' }, empty()],
      },
      {
        as: 'nobody',
        path: () => '/',
        answers: () => [[MAPS, changed(({ maps }) => ({ maps: many(maps), next: 'more' }))]],
        stages: [shows('full', 'many maps', '.card img')],
      },
      { as: 'ada', path: () => '/', answers: () => [[MAPS, serverError]], stages: [problem()] },
      { as: 'ada', path: () => '/', answers: () => [[MAPS, lost]], stages: [problem('no answer')] },
      ...newMapWalks,
    ],
  },
  map: {
    walks: [
      {
        as: 'nobody',
        path: ({ map }) => `/maps/${map}`,
        answers: () => [[MAP_JSON, held]],
        stages: [loading, shows('full', undefined, '.leaflet-tile-loaded')],
      },
      {
        as: 'nobody',
        path: ({ rebuilt }) => `/maps/${rebuilt.map}#1/1500/1500/${rebuilt.builds[0]}`,
        stages: [shows('full', 'earlier build', '.viewer-note')],
      },
      {
        as: 'ada',
        path: ({ map }) => `/maps/${map}?tile=2/0/0`,
        answers: () => [[TILE, held]],
        stages: [
          loadingOf('.tile-origin .skeleton', 'a tile'),
          shows('full', 'where a tile comes from', '.tile-shots a'),
        ],
      },
      {
        as: 'nobody',
        path: ({ rebuilt }) => `/maps/${rebuilt.map}?tile=0/0/0`,
        stages: [shows('full', 'where a tile comes from, signed out', '.tile-shots span')],
      },
      {
        as: 'nobody',
        path: ({ map }) => `/maps/${map}?tile=1/1/1`,
        answers: () => [[TILE, serverError]],
        stages: [problem('where a tile comes from')],
      },
      {
        as: 'ada',
        path: ({ bare }) => `/maps/${bare}`,
        answers: () => [[ONE_MAP, held]],
        mayFail: NOT_PUBLISHED,
        stages: [loadingOf('.message.skeleton', 'unpublished'), empty('nothing built')],
      },
      {
        as: 'nobody',
        path: () => '/maps/atlantis-0000000000',
        mayFail: /atlantis/,
        stages: [empty('no such map')],
      },
      { as: 'nobody', path: ({ map }) => `/maps/${map}`, answers: () => [[MAP_JSON, lost]], stages: [problem()] },
    ],
  },
  builds: buildWalks,
  shots: shotWalks,
  compare: compareWalks,
  job: {
    walks: jobWalks,
    without: { empty: 'a job has its stages from the moment it is made' },
  },
  albums: albumsWalks,
  album: albumWalks,
  share: shareWalks,
  callback: {
    walks: [
      {
        as: 'nobody',
        path: () => '/callback?code=x&state=y',
        answers: () => [[/\/config\.json$/, held]],
        stages: [loading, problem()],
      },
    ],
    without: { empty: 'it shows no data', full: 'it goes on to the page where signing in began' },
  },
  'not-found': {
    walks: [{ as: 'nobody', path: () => '/no/such/page', stages: [shows('full', undefined, '.message')] }],
    without: {
      loading: 'it waits for nothing',
      empty: 'it shows no data',
      error: 'it asks for nothing that could fail',
    },
  },
};

const many = (maps: any[]) =>
  Array.from({ length: 24 }, (_, i) => ({ ...maps[i % maps.length], name: `Quarter ${i + 1}` }));

/** The real job, as it was on its way; another one where newer ones have pushed it to a later page. */
const underWay = (jobs: any[], id: string) =>
  [jobs.find(({ job_id }) => job_id === id) ?? jobs[0]].map((job) => ({
    ...{ ...job, status: 'running', stage: 'tiling', progress: 58.3, url: null, completed_at: null },
  }));
