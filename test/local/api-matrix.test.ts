/**
 * Who gets what: every route of the table, asked by every kind of caller. What is expected is written here by hand, so that
 * a route whose scope or ownership is changed by mistake fails.
 */
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createClient } from '../../client/client.ts';
import { PRODUCTS } from '../../lambdas/routes.ts';
import { endOf, jobRequest } from '../support/caller.ts';
import { expectAnswer } from '../support/expect-answer.ts';
import { HOUR, now, type Tokens, tokensOf } from '../support/tokens.ts';
import { capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const CALLERS = ['no token', 'bad token', 'expired', 'wrong audience', 'no scope', 'other owner', 'owner'] as const;

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
  /** The status that each of CALLERS gets, in that order; they ask in that order, too. */
  gets: [number, number, number, number, number, number, number];
  body?: (things: Things) => object;
  /** A map with a completed job of its own, for a route that changes or deletes what it is asked about. */
  fresh?: true;
};

/** One line for each route. */
const EXPECTED: Record<string, Row> = {
  //                       none bad  exp. aud. scope other owner
  'create-map': { gets: [401, 401, 401, 401, 403, 201, 200], body: ({ name }) => ({ name }) },
  'list-maps': { gets: [200, 401, 401, 401, 403, 200, 200] },
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
const ROUTES = Object.values(PRODUCTS).flatMap((routes) => Object.entries(routes));

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

const TOKEN: Record<(typeof CALLERS)[number], (scope: string) => Promise<string | undefined>> = {
  'no token': async () => undefined,
  'bad token': () => tokens.forge(),
  expired: () => tokens.sign({ iat: now() - 2 * HOUR, exp: now() - HOUR }),
  'wrong audience': () => tokens.sign({ aud: 'somebody-else' }),
  // It holds all but the one that the route asks for.
  'no scope': (scope) => tokens.sign({ scope: `openid ${'maps:read maps:write'.replace(scope, '')}` }),
  'other owner': () => tokens.sign({ sub: 'ben' }),
  owner: () => tokens.sign(),
};

test('every route has its line, and every line its route', () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual(ROUTES.map(([name]) => name).toSorted());
});

describe.each(ROUTES)('%s', (name, route) => {
  const { gets, body, fresh } = EXPECTED[name] ?? { gets: [] };
  let own: Things;
  beforeAll(async () => {
    own = fresh ? await makeThings(name) : things;
  });

  test.each(CALLERS.map((caller, i) => [caller, gets[i]] as const))('%s: %i', async (caller, status) => {
    const token = await TOKEN[caller](route.scope ?? '');
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, variable: keyof Things) => String(own[variable]));
    const answer = await fetch(url + path, {
      method: route.method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body(own)) }),
    });
    expect(answer.status).toBe(status);
    await expectAnswer(route, answer);
  });
});
