/**
 * A small platform for tests: the routes of the HTTP API in memory, every request checked with the API's own schemas, and
 * a development issuer that checks PKCE. What a test wants to go wrong, it says by `faults`.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { RollbackRequest } from '../lambdas/map/removal-schemas.ts';
import { CreateJobRequest, CreateMapRequest, type Job, type MapDetail, type MapJson } from '../lambdas/map/schemas.ts';
import { CorrectionsRequest, type Shot, type ShotsAnswer } from '../lambdas/map/shot-schemas.ts';
import { buildMapJsonKey, mapJsonKey, markOf } from '../lambdas/map/tile-paths.ts';
import type { TileDetail } from '../lambdas/map/tile-schemas.ts';
import { Answer, apiError, type Call, notFound, send } from './fake-answers.fixture.ts';
import { fakeDeletions } from './fake-deletions.fixture.ts';
import { fakeIssuer } from './fake-issuer.fixture.ts';
import { type Announced, fakeTickets } from './fake-tickets.fixture.ts';

export const BUILD = '01JD4Q8ZJ5T4Y0M3N2B1A0X9W8';
export const JOB = `job_${BUILD}`;
type Point = [number, number];
const TIME = '2026-01-02T03:04:05.000Z';

export type FakePlatform = Awaited<ReturnType<typeof startPlatform>>;
export type Faults = {
  /** How many of the next uploads are answered with 503. */
  uploads: number;
  /** The first answer to each of these requests (`PUT /upload/...`) is lost, after the request has done its work. */
  lost: RegExp | undefined;
  /** How the job ends. */
  end: Job['status'];
  /** The job was there before, or has made what is published. */
  found: object;
  /** The job never ends. */
  endless: boolean;
  /** Deletions died once: nobody knows how much went. */
  uncounted: boolean;
  /** What an estimate answers, or throws. */
  estimate: () => unknown;
  /** The issuer is what `/config.json` names; logins are refused when false. */
  login: boolean;
};

const CORRECTIONS = /^\/api\/maps\/([^/]+)\/builds\/([^/]+)\/corrections$/;
/** So many shots a game takes here. */
const GAME_AREAS = 6;

export async function startPlatform() {
  const faults: Faults = {
    ...{ uploads: 0, lost: undefined, end: 'completed', login: true },
    ...{ endless: false, uncounted: false, found: {}, estimate: () => ({}) },
  };
  const maps: MapDetail[] = [];
  const shots = new Map<string, Buffer>();
  const tickets: Announced = new Map();
  const announced = fakeTickets(tickets, () => origin);
  const jobs: (CreateJobRequest & { polls: number })[] = [];
  const corrected: CorrectionsRequest[] = [];
  const tiles = new Map<string, Partial<TileDetail>>();
  const files = new Map<string, string | Buffer>();
  const issuer = fakeIssuer(faults, () => origin);
  const { tokens } = issuer;
  const lost = new Set<string>();
  const deletions = fakeDeletions(maps, faults, notFound);
  let origin = '';

  const publish = (map: MapDetail, mapJson: MapJson) => {
    map.published_build = mapJson.build;
    files.set(`/${mapJsonKey(map.map)}`, JSON.stringify(mapJson));
    files.set(`/${buildMapJsonKey(map.map, mapJson.build)}`, JSON.stringify(mapJson));
  };
  const routes: [string, RegExp, (call: Call) => unknown][] = [
    ['GET', /^\/config\.json$/, () => ({ issuer: `${origin}/_oidc`, client_id: 'tessera-web', audience: 'tessera' })],
    ['GET', /^\/api\/maps$/, () => ({ maps: maps.map(({ builds, ...map }) => map), next: null })],
    ['GET', /^\/api\/maps\/([^/]+)$/, ({ parts: [id] }) => maps.find(({ map }) => map === id) ?? notFound(`map ${id}`)],
    ['POST', /^\/api\/maps$/, ({ body }) => createMap(CreateMapRequest.parse(JSON.parse(body.toString())))],
    ['POST', /^\/api\/maps\/([^/]+)\/shots\/tickets$/, ({ body }) => announced.pictures(body)],
    ['POST', /^\/api\/maps\/([^/]+)\/saves\/tickets$/, ({ body }) => announced.save(body)],
    ['GET', /^\/api\/maps\/([^/]+)\/shots\/uploads$/, ({ query }) => uploads(query.get('of') === 'saves')],
    ['POST', /^\/api\/maps\/([^/]+)\/rollback$/, ({ parts: [id], body }) => rollBack(id!, body)],
    ['DELETE', /^\/api\/maps\/([^/]+)$/, ({ parts: [id] }) => deletions.begin(id!)],
    ['GET', /^\/api\/maps\/([^/]+)\/deletion$/, ({ parts: [id] }) => deletions.of(id!)],
    ['PUT', /^\/upload\/((?:shot|save)_[^/]+)$/, ({ parts: [id], body, headers }) => upload(id!, body, headers)],
    ['POST', /^\/api\/jobs$/, ({ body }) => createJob(CreateJobRequest.parse(JSON.parse(body.toString())))],
    ['GET', /^\/api\/jobs\/([^/]+)\/status$/, ({ parts: [id] }) => jobStatus(id!)],
    ['POST', /^\/api\/jobs\/([^/]+)\/cancel$/, () => cancelled()],
    ['GET', /^\/api\/maps\/([^/]+)\/builds\/([^/]+)\/shots$/, ({ parts: [map, build] }) => listShots(map!, build!)],
    ['GET', /^\/api\/maps\/([^/]+)\/builds\/([^/]+)\/tiles\/(.+)$/, ({ parts }) => showTile(parts)],
    ['POST', CORRECTIONS, ({ parts: [map, build], body }) => correctShots(map!, build!, body)],
    ['POST', /^\/api\/jobs\/estimate$/, () => faults.estimate()],
    ...issuer.routes,
  ];

  function createMap({ name, visibility = 'public' }: CreateMapRequest) {
    const known = maps.find((map) => map.name === name);
    if (known && known.visibility !== visibility)
      throw apiError(409, 'visibility_fixed', `The map is ${known.visibility}.`);
    if (known) return known;
    const id = `${name.toLowerCase().replaceAll(' ', '-')}${markOf(visibility)}abc123`;
    const map: MapDetail = {
      ...{ map: id, name, own: true, visibility, published_build: null, width: null, height: null },
      ...{ max_zoom: null, tiles: null, attribution: '', created_at: TIME, updated_at: TIME, builds: [] },
    };
    maps.push(map);
    return map;
  }

  function rollBack(id: string, body: Buffer) {
    const { from, to } = RollbackRequest.parse(JSON.parse(body.toString()));
    const map = maps.find(({ map }) => map === id)!;
    const { previous } = JSON.parse(String(files.get(`/tiles/${id}/${from}/map.json`))) as MapJson;
    const published_build = to ?? previous;
    if (!published_build) throw apiError(409, 'no_earlier_build', 'There is no way back.');
    map.published_build = published_build;
    return { map: id, from, published_build, previous_build: null };
  }

  const uploads = (isOfSaves: boolean) => {
    const used = jobs.flatMap(({ shots = [] }) => shots.map(({ screenshot_id }) => screenshot_id as string));
    return announced.uploads(isOfSaves, { there: shots, used, expires_at: TIME });
  };

  function upload(id: string, body: Buffer, headers: IncomingMessage['headers']) {
    if (faults.uploads > 0) {
      faults.uploads--;
      throw new Answer(503, 'busy');
    }
    const sha256 = createHash('sha256').update(body).digest('hex');
    if (sha256 !== tickets.get(id)?.sha256 || sha256 !== headers['x-sha256']) throw new Answer(403, 'other content');
    if (shots.has(id)) throw new Answer(412, 'PreconditionFailed');
    shots.set(id, body);
    return {};
  }

  function createJob(job: CreateJobRequest) {
    const unknown = job.shots?.find(({ screenshot_id }) => !shots.has(screenshot_id));
    if (unknown) throw apiError(422, 'invalid_fields', `${unknown.name} was not uploaded`);
    if (job.capture && !shots.has(job.capture.save)) throw apiError(422, 'invalid_fields', 'the save was not uploaded');
    return begin(job);
  }

  function begin(job: CreateJobRequest) {
    jobs.push({ ...job, polls: 0 });
    const made = { job_id: JOB, map: job.game_id, build: BUILD, status: 'preparing', unchanged: false, base: null };
    return { ...made, execution_id: JOB, ...faults.found };
  }

  function losesAnswer(call: string) {
    if (!faults.lost?.test(call) || lost.has(call)) return false;
    lost.add(call);
    return true;
  }

  function jobStatus(id: string): Job {
    const job = (id === JOB && jobs.at(-1)) || notFound(`job ${id}`);
    const ended = ++job.polls > 1 && !faults.endless;
    const total = job.shots?.length ?? GAME_AREAS;
    const failed = ended && faults.end === 'failed' ? 1 : 0;
    const stages = (['capture', 'coords', 'tile', 'cleanup'] as const).map((name) => ({
      ...{ name, total, completed: ended ? total - failed : 0, failed, as_before: 0 },
    }));
    const failure = { item: 'r0_c0.png', stage: 'capture', code: 'flat', message: 'The picture is one colour.' };
    return {
      ...{ job_id: JOB, attempt: 1, map: job.game_id, map_name: job.game_id, build: BUILD, stage: null, error: null },
      ...{ status: ended ? faults.end : 'running', progress: ended ? 100 : 0, total_tasks: 4 * total },
      ...{ completed_tasks: ended ? 4 * total : 0, tiles_created: ended ? 7 : 0, tiles_copied: 0 },
      ...{ created_at: TIME, started_at: TIME },
      ...{ completed_at: ended ? '2026-01-02T03:04:09.500Z' : null, updated_at: TIME, stages },
      ...{ failures: failed ? [failure] : [], failure_count: failed },
      url: ended && !failed ? `/maps/${job.game_id}` : null,
    };
  }

  function cancelled(): Job {
    const counts = { total_tasks: 0, completed_tasks: 0, tiles_created: 0, tiles_copied: 0 };
    const none = { ...counts, failures: [], failure_count: 0, stages: [] };
    return {
      ...{ job_id: JOB, attempt: 1, map: 'map', map_name: 'Map', build: BUILD, status: 'cancelled', stage: null },
      ...{ progress: 0, created_at: TIME, started_at: null, completed_at: TIME, updated_at: TIME, error: null },
      ...{ ...none, url: null },
    };
  }

  function listShots(map: string, build: string): ShotsAnswer {
    const screenshot_id = 'shot_5d0c8a1e-9f4b-4c86-8f3e-2b7a6c1d9e05';
    const place = { name: 'r0_c0.png', row: 0, col: 0, nominal: [0, 0] as Point, position: [3, 4] as Point };
    const shot = { screenshot_id, ...place, confidence: 0.9, reason: 'matched' as const, residual: 0.25 };
    return { map, build, width: 100, height: 50, boxes: [], shots: [shot] };
  }

  function showTile([map, build, tile]: string[]): TileDetail {
    const [{ screenshot_id, name, position }] = listShots(map!, build!).shots as [Shot];
    return {
      ...{ map: map!, build: build!, tile: tile!, area: [0, 0, 100, 50], state: 'stored', colour: null, own: true },
      ...{ picture_url: `/tiles/${map}/${build}/${tile}.webp`, made_in: BUILD, made_at: TIME },
      ...{ shot_count: 23, every_row: 1, covered: 0.9 },
      shots: [{ screenshot_id, name, position, share: 0.25, page_url: `/maps/${map}/builds/${build}/shots` }],
      ...tiles.get(tile!),
    };
  }

  function correctShots(map: string, build: string, body: Buffer) {
    const corrections = CorrectionsRequest.parse(JSON.parse(body.toString()));
    corrected.push(corrections);
    const made = listShots(map, build).shots.map(({ screenshot_id, name, row, col, nominal }) => ({
      ...{ screenshot_id, name, row, col, nominal },
    }));
    return begin(CreateJobRequest.parse({ game_id: map, save_data_id: 'save', shots: made }));
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', origin);
    const body = await buffer(request);
    const file = files.get(url.pathname);
    if (file !== undefined) return send(response, new Answer(200, file));
    const route = routes.find(([method, path]) => method === request.method && path.test(url.pathname));
    const { headers } = request;
    try {
      if (!route) throw new Answer(404, '{"message":"Not Found"}');
      const known = tokens.has(headers.authorization?.replace('Bearer ', '') ?? '');
      if (url.pathname.startsWith('/api/') && request.method === 'POST' && !known)
        throw new Answer(401, '{"message":"Unauthorized"}');
      const parts = route[1].exec(url.pathname)!.slice(1);
      const answer = JSON.stringify(route[2]({ parts, query: url.searchParams, body, headers }));
      if (losesAnswer(`${request.method} ${url.pathname}`)) response.destroy();
      else send(response, new Answer(200, answer));
    } catch (error) {
      send(response, error instanceof Answer ? error : apiError(422, 'invalid_fields', String(error)));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return {
    origin,
    faults,
    maps,
    shots,
    jobs,
    corrected,
    tiles,
    files,
    tokens,
    createMap,
    publish,
    close,
    deletionAsked: deletions.asked,
  };
}
