/**
 * Who gets what: every route of the map's table, asked by every kind of caller. What is expected is written here by hand, so that
 * a route whose scope or ownership is changed by mistake fails.
 */
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createClient } from '../../client/client.ts';
import type { ApiRoute } from '../../lambdas/kernel/route.ts';
import { MAP_ROUTES } from '../../lambdas/map/routes.ts';
import { endOf, jobRequest } from '../support/caller.ts';
import { ask, CALLERS, type Gets } from '../support/matrix.ts';
import { type Tokens, tokensOf } from '../support/tokens.ts';
import { capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

/** What ada owns; the variables of a path are taken from here by their names. */
type Things = {
  name: string;
  map: string;
  build: string;
  job_id: string;
  screenshot_id: string;
  job: object;
  z: number;
  x: number;
  y: number;
};
type Row = {
  gets: Gets;
  body?: (things: Things) => object;
  /** A map with a completed job of its own, for a route that changes or deletes what it is asked about. */
  fresh?: true;
};

/** One line for each route. */
const EXPECTED: Record<string, Row> = {
  //                       none bad  exp. aud. scope other owner
  'create-map': { gets: [401, 401, 401, 401, 403, 201, 200], body: ({ name }) => ({ name }) },
  'list-maps': { gets: [200, 401, 401, 401, 403, 200, 200] },
  // Of a public map nothing is signed: private ones are in private-map.test.ts.
  'map-session': { gets: [401, 401, 401, 401, 403, 404, 409] },
  'show-map': { gets: [200, 401, 401, 401, 403, 200, 200] },
  'list-shots': { gets: [200, 401, 401, 401, 403, 200, 200] },
  'show-shot': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'show-tile': { gets: [200, 401, 401, 401, 403, 200, 200] },
  'correct-shots': {
    gets: [401, 401, 401, 401, 403, 404, 202],
    body: ({ screenshot_id }) => ({ shots: [{ screenshot_id, position: [1, 0] }] }),
    fresh: true,
  },
  'create-tickets': { gets: [401, 401, 401, 401, 403, 404, 201], body: () => ({ files: [FILE] }) },
  'create-save-ticket': { gets: [401, 401, 401, 401, 403, 404, 201], body: () => SAVE },
  'list-uploads': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'rollback-map': { gets: [401, 401, 401, 401, 403, 404, 409], body: ({ build }) => ({ from: build }) },
  'delete-map': { gets: [401, 401, 401, 401, 403, 404, 202], fresh: true },
  'map-deletion': { gets: [401, 401, 401, 401, 403, 404, 404] },
  'create-job': { gets: [401, 401, 401, 401, 403, 404, 200], body: ({ job }) => job },
  'list-jobs': { gets: [401, 401, 401, 401, 403, 200, 200] },
  'cancel-job': { gets: [401, 401, 401, 401, 403, 404, 409] },
  'redrive-job': { gets: [401, 401, 401, 401, 403, 404, 409], body: () => ({ attempt: 1 }) },
  'job-shots': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'estimate-job': { gets: [401, 401, 401, 401, 403, 200, 200], body: () => ({ shots: 6, width: 700, height: 560 }) },
  'job-cost': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'job-status': { gets: [401, 401, 401, 401, 403, 404, 200] },
};

const FILE = { name: 'a.png', bytes: 1, type: 'image/png', sha256: '0'.repeat(64) };
const SAVE = { name: 'city.sav', bytes: 1, sha256: '0'.repeat(64) };
const ROUTES: [string, ApiRoute][] = Object.entries(MAP_ROUTES);

const { url, directory } = inject('shared');
let tokens: Tokens;
let things: Things;
beforeAll(async () => {
  tokens = await tokensOf(directory, await createClient({ baseUrl: url }).config());
  things = await makeThings('Of Ada');
});

async function makeThings(name: string): Promise<Things> {
  const token = await tokens.sign();
  const api = createClient({ baseUrl: url, token: async () => token });
  const { map } = await api.createMap({ name });
  const job = await jobRequest(api, map, await capturesOf(SMALL_WORLD, SMALL_GRID));
  const { job_id, build } = await api.createJob(job);
  expect(await endOf(api, job_id)).toMatchObject({ status: 'completed' });
  return { name, map, build, job_id, screenshot_id: job.shots[0]!.screenshot_id, job, z: 0, x: 0, y: 0 };
}

test('every route has its line, and every line its route', () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual(ROUTES.map(([name]) => name).toSorted());
});

describe.each(ROUTES)('%s', (name, route) => {
  const { gets, body, fresh } = EXPECTED[name] ?? { gets: [] };
  let own: Things;
  beforeAll(async () => {
    own = fresh ? await makeThings(name) : things;
  });

  test.each(CALLERS.map((caller, i) => [caller, gets[i]] as const))('%s: %i', (caller, status) =>
    ask(caller, { url, route, tokens, things: own, body: body?.(own) }, status),
  );
});
