/** The whole way: captures in, a zoomable map out, pixel by pixel. */
import sharp from 'sharp';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Client } from '../../client/client.ts';
import type { Job, MapJson } from '../../lambdas/map/schemas.ts';
import { ada, endOf, startJob } from '../support/caller.ts';
import { BLANK, type Capture, capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const TILE = 512;
const { url } = inject('shared');
let api: Client;
let captures: Capture[];
let map: string;
let job: Job;
let mapJson: MapJson;

beforeAll(async () => {
  api = await ada(url);
  captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
  map = (await api.createMap({ name: 'Small world', attribution: 'made up' })).map;
  job = await endOf(api, await startJob(api, map, captures));
  if (job.status === 'completed') mapJson = await api.mapJson(map);
});

const tileUrl = (tile: string) => `${url}/tiles/${map}/${mapJson.build}/${tile}.webp`;

describe('the job', () => {
  test('completed, all of it counted', () => {
    expect(job.error).toBeNull();
    expect(job).toMatchObject({ status: 'completed', progress: 100, failures: [], map, map_name: 'Small world' });
    // 6 areas x 3 stages, and 3 x 2 + 2 x 1 + 1 x 1 tiles
    expect(job.total_tasks).toBe(6 * 3 + 9);
    expect(job.completed_tasks).toBe(job.total_tasks);
    expect(job.stages.map(({ name, total, completed, failed }) => [name, total, completed, failed])).toEqual([
      ['capture', 6, 6, 0],
      ['coords', 6, 6, 0],
      ['tile', 9, 9, 0],
      ['cleanup', 6, 6, 0],
    ]);
    expect(job.tiles_created).toBe(8);
  });

  test('the same inputs again start nothing', async () => {
    const { shots } = await api.listShots(map, mapJson.build);
    expect(shots).toHaveLength(6);
    const again = await startJob(api, map, captures);
    expect(again).toBe(job.job_id);
  });
});

describe('the map', () => {
  test('map.json describes it', () => {
    expect(mapJson).toMatchObject({
      name: 'Small world',
      width: 1400,
      height: 1000,
      tileSize: TILE,
      minZoom: 0,
      maxZoom: 2,
      format: 'webp-lossless',
      tiles: 8,
      previous: null,
      attribution: 'made up',
      blank: ['2/1/0'],
    });
  });

  test('every pixel of the native zoom is the world, and there is nothing outside', async () => {
    const world = SMALL_WORLD;
    for (let ty = 0; ty < 2; ty++) {
      for (let tx = 0; tx < 3; tx++) {
        if (tx * TILE === BLANK.left && ty * TILE === BLANK.top) continue;
        const answer = await fetch(tileUrl(`2/${tx}/${ty}`));
        expect(answer.status).toBe(200);
        const picture = sharp(Buffer.from(await answer.arrayBuffer()))
          .ensureAlpha()
          .raw();
        const { data, info } = await picture.toBuffer({ resolveWithObject: true });
        expect([info.width, info.height]).toEqual([TILE, TILE]);
        let wrong = 0;
        for (let y = 0; y < TILE; y++) {
          for (let x = 0; x < TILE; x++) {
            const at = (y * TILE + x) * 4;
            const [wx, wy] = [tx * TILE + x, ty * TILE + y];
            const inside = wx < world.width && wy < world.height;
            const source = (wy * world.width + wx) * 3;
            if (inside)
              wrong += Number(data[at + 3] !== 255 || data.compare(world.pixels, source, source + 3, at, at + 3) !== 0);
            else wrong += Number(data[at + 3] !== 0);
          }
        }
        // A capture that stands off its place may leave a seam uncovered; these do not.
        expect(wrong, `tile ${tx}/${ty}`).toBe(0);
      }
    }
  });

  test('zoom 0 is one tile, and tiles may be kept for ever', async () => {
    const answer = await fetch(tileUrl('0/0/0'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=2592000, immutable');
    const again = await fetch(tileUrl('0/0/0'));
    expect(again.headers.get('x-cache')).toBe('Hit from cloudfront');
    expect((await fetch(tileUrl('0/1/0'))).status).toBe(404);
  });

  test('the blank tile is not stored', async () => {
    expect((await fetch(tileUrl('2/1/0'))).status).toBe(404);
  });

  test('the pointer may be kept for 5 seconds only', async () => {
    const answer = await fetch(`${url}/tiles/${map}/map.json`);
    expect(answer.headers.get('cache-control')).toMatch(/max-age=5\b/);
  });

  test('shots are where they were said to be', async () => {
    const { shots, width, height } = await api.listShots(map, mapJson.build);
    expect([width, height]).toEqual([1400, 1000]);
    for (const capture of captures) {
      const shot = shots.find((each) => each.name === capture.name);
      expect(shot).toMatchObject({
        position: capture.nominal,
        nominal: capture.nominal,
        confidence: 1,
        reason: 'given',
      });
    }
  });
});
