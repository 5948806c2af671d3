/** What the document says about the map beyond its table of routes. Examples are checked against the schemas. */
import type { MAP_ROUTES } from '../../lambdas/map/routes.ts';
import {
  build,
  completed_at,
  created_at,
  job,
  job_id,
  map,
  picture_url,
  save,
  screenshot_id,
  sha256,
  shot,
  started,
  summary,
} from './old-town.ts';
import type { RouteWords } from './operation.ts';

const routes: Partial<Record<keyof typeof MAP_ROUTES, RouteWords>> = {
  'create-map': {
    description:
      'The name decides: the same name of the same owner is the same map, so that a repeat is harmless. Who may see a map is chosen when it is made, because the addresses of its tiles depend on it: another `visibility` than it has is `visibility_fixed` (409).',
    answers: { 200: 'The map of that name', 201: 'A new map' },
    request: { name: 'Old town', attribution: 'Ada, CC BY 4.0' },
    answer: { ...summary, published_build: null, width: null, height: null, max_zoom: null, tiles: null, format: null },
  },
  'list-maps': {
    description:
      'First the own maps, then the public ones of others that have a published build; newest change first in each. The picture of a private map is signed for two minutes.',
    answers: { 200: 'A page of maps; it may hold fewer than the next one, even none: only `next: null` is the end' },
    answer: { maps: [{ ...summary, picture_url: `/tiles/${map}/${build}/0/0/0.webp` }], next: null },
  },
  'map-session': {
    description:
      'The tiles of a private map lie at `/media/maps/{map}/` as those of a public one at `/tiles/{map}/`, for whoever sends these cookies. Ask once for all of them, and again before they end. Of a public map `public_map`.',
    answers: { 200: 'The cookies, and how long they are good for' },
    answer: { expires_in: 120 },
  },
  'show-map': {
    answers: { 200: 'The map with its newest 50 builds' },
    answer: {
      ...summary,
      builds: [
        {
          ...{ build, job_id, status: 'completed', published: true, created_at, completed_at, shots: 6, tiles: 8 },
          ...{ width: 1400, height: 1000, format: 'webp' },
        },
      ],
    },
  },
  'list-shots': {
    description: 'Known once the job has located the shots; before that `no_positions`.',
    answers: { 200: 'All shots of the build' },
    answer: {
      ...{ map, build, width: 1400, height: 1000, boxes: [[0, 0, 640, 22]] },
      shots: [shot],
    },
  },
  'show-shot': {
    description:
      'Pictures are the screenshots themselves, for whoever has their URLs; ask again when these have expired. Of those that went with `keep_shots: false` copies of half the size stay as long as the build. Known once the job has located the shots; before that `no_positions`.',
    answers: { 200: 'The shot' },
    answer: {
      ...{
        ...shot,
        estimated: shot.position,
        map,
        build,
        width: 640,
        height: 520,
        picture_url,
        expires_in: 900,
        removed: false,
      },
      pairs: [
        {
          neighbour: {
            ...{ screenshot_id: 'shot_0b1de3a7-2c47-4b52-8f0d-6e1a9c3d5b27', name: 'r00_c01.png', row: 0, col: 1 },
            ...{ position: [497, 3], confidence: 0.99, picture_url: null },
          },
          ...{ side: 'right', offset: [497, 3], residual: 0, confidence: 0.99, reason: 'sure', used: true },
        },
      ],
    },
  },
  'show-tile': {
    description:
      'By the rule that decides whose px a tile shows where shots overlap. A tile of a lower zoom is made of what the shots below it show. `no_such_tile` says what the pyramid has.',
    answers: { 200: 'The tile' },
    answer: {
      ...{ map, build, tile: '2/2/0', area: [1024, 0, 376, 512], state: 'stored', colour: null },
      picture_url: `/tiles/${map}/${build}/2/2/0.webp`,
      ...{
        made_in: '01KB3V2M8HRT5C6D7E8F9G0HJK',
        made_at: '2026-03-12T18:40:02.001Z',
        own: true,
        covered: 0.73438,
        shot_count: 1,
        every_row: 1,
      },
      shots: [
        {
          ...{ screenshot_id, name: 'r00_c02.png', position: [994, 0], share: 0.73438 },
          page_url: `/maps/${map}/builds/${build}/shots?shot=${screenshot_id}`,
        },
      ],
    },
  },
  'correct-shots': {
    description:
      'The same screenshots and options again, as by POST /api/jobs, with these shots where somebody put them (`fixed`); the pictures say where the others lie. The same corrections again answer the job that is building from them, or the one that made the published build (`unchanged`). Screenshots that went with `keep_shots: false` are 410.',
    answers: { 200: 'The published build was made from exactly these inputs', 202: 'A job that is building' },
    request: { shots: [{ screenshot_id, position: [500, 4] }] },
    answer: started,
  },
  'create-tickets': {
    description:
      'Announce each file with its exact size and checksum, then PUT it to `upload_url` with exactly `upload_headers` and no Authorization header. The bucket refuses anything else, and a second upload to the same ticket (412). Screenshots that no job uses are gone after a day.',
    answers: { 201: 'One ticket a file, in their order' },
    request: { files: [{ name: 'r00_c00.png', bytes: 812_345, type: 'image/png', sha256 }] },
    answer: {
      tickets: [
        {
          name: 'r00_c00.png',
          screenshot_id,
          upload_url: picture_url,
          upload_headers: {
            'content-type': 'image/png',
            'content-length': '812345',
            'if-none-match': '*',
            'x-amz-checksum-sha256': 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
          },
        },
      ],
      expires_in: 3600,
    },
  },
  'create-save-ticket': {
    description:
      'A save lets a game take the screenshots: announce it, PUT it to `upload_url` with exactly `upload_headers`, and name it in `capture.save` of a job. It is kept as long as a build that was made from it; one that no job uses is gone after a day.',
    answers: { 201: 'The ticket' },
    request: { name: 'city512.sav', bytes: 1_204_311, sha256 },
    answer: {
      save,
      upload_url: picture_url.replace('screenshots', 'saves').replace(screenshot_id, save),
      upload_headers: {
        'content-type': 'application/octet-stream',
        'content-length': '1204311',
        'if-none-match': '*',
        'x-amz-checksum-sha256': 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
      },
      expires_in: 3600,
    },
  },
  'list-uploads': {
    description:
      'What an upload that was interrupted need not send again, and with `kept=true` also what a new build of few new pictures need not: compare `sha256`, `type` and `bytes`, and give the ids to the job. Each is there for good and lives two hours at least, or as long as a build of the map keeps it (`expires_at` null); one that was announced or used a moment ago may be missing or still be listed. A job refuses those that went meanwhile, by name.',
    answers: { 200: 'A page of screenshots, oldest first; it may hold fewer than the next one, or none' },
    answer: {
      uploads: [
        {
          ...{ name: 'r00_c00.png', bytes: 812_345, type: 'image/png', sha256, screenshot_id },
          expires_at: '2026-03-13T19:03:58.000Z',
        },
      ],
      next: null,
    },
  },
  'create-job': {
    description:
      'Follow it by GET /api/jobs/{job_id}/status. The same request again answers the job that is building from it, or the one that made the published build (`unchanged`).',
    answers: { 200: 'The published build was made from exactly these inputs', 202: 'A job that is building' },
    request: {
      ...{ game_id: map, save_data_id: 'autosave-12', exact: true },
      shots: [{ screenshot_id, name: 'r00_c00.png', row: 0, col: 0, nominal: [0, 0] }],
    },
    answer: started,
  },
  'list-jobs': { answers: { 200: 'A page of jobs' }, answer: { jobs: [job], next: null } },
  'job-status': {
    description:
      'Ask every 3 seconds until `status` is `completed`, `failed` or `cancelled`; the job goes on whether somebody asks or not.',
    answers: { 200: 'The job' },
    answer: job,
  },
  'estimate-job': {
    description:
      'A model of the job at list prices, not a quotation: docs/costs.md says what is counted and what is not. Nothing is stored. Give `shots`, `width` and `height` of pictures, or `capture` of a game: of its save the first bytes.',
    answers: { 200: 'What it would cost' },
    request: { shots: 48, columns: 8, width: 1280, height: 1024, step: [1000, 750] },
    answer: {
      ...{ as_of: '2026-11-26', region: 'us-east-1', shots: 48, tiles: 225, width: 8280, height: 4774, seconds: 38 },
      rows: [{ what: 's3_writes', service: 'S3', unit: 'requests', count: 284, usd: 0.00142 }],
      ...{ usd: 0.00142, monthly: [], monthly_usd: 0, one_task_per_tile_usd: 0.0224 },
    },
  },
  'job-cost': {
    description:
      'Counted while the job ran, at list prices: all attempts, and what failed. A job that runs has cost so much so far. What was counted lies with the files of the build, and goes with them.',
    answers: { 200: 'What it cost' },
    answer: {
      ...{
        as_of: '2026-11-26',
        region: 'us-east-1',
        job_id: job.job_id,
        status: 'completed',
        attempts: 1,
        seconds: 21,
      },
      rows: [{ what: 's3_writes', service: 'S3', unit: 'requests', count: 284, usd: 0.00142 }],
      ...{ usd: 0.00142, monthly: [], monthly_usd: 0, unknown: 0 },
    },
  },
  'delete-map': {
    description:
      'At once nobody sees it any more; objects and rows go after that, jobs that run are stopped. Follow it by GET /api/maps/{map}/deletion.',
    answers: { 200: 'It is deleted', 202: 'It is being deleted' },
    answer: { map, status: 'deleting', objects: null, rows: null },
  },
  'map-deletion': {
    answers: { 200: 'How far it is' },
    answer: { map, status: 'deleted', objects: 31, rows: 64 },
  },
  'redrive-job': {
    description:
      'Names the attempt that failed, as GET /api/jobs/{job_id}/status tells it; so a repeat begins no further one and answers the job as it is.',
    answers: { 202: 'The job runs in its next attempt' },
    request: { attempt: 1, shots: [{ name: 'r00_c00.png', screenshot_id }] },
    answer: { ...job, attempt: 2, status: 'running', stage: 'capturing', progress: 0, completed_at: null, url: null },
  },
  'cancel-job': {
    description:
      'No further step starts, and what the job made so far is removed; asked again, it answers the same. A job that has published its build, or has ended, is 409.',
    answers: { 200: 'The job is cancelled' },
    answer: { ...job, status: 'cancelled', progress: 44.4, completed_tasks: 12, tiles_created: 0, url: null },
  },
  'rollback-map': {
    answers: { 200: 'The map shows the earlier build' },
    request: { from: build },
    answer: { map, from: build, published_build: '01KB1T0Q6D3V3QW4X1E5R2T7YZ', previous_build: null },
  },
};

export const MAP_WORDS = {
  description: 'Screenshots become a zoomable map: make a map, upload screenshots by ticket, start a job, look at it.',
  routes,
};
