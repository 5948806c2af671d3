/** The whole way of a plan that is off by some px, and by hundreds for two shots: the pictures say where they belong, and the map is the world. */
import sharp from 'sharp';
import { beforeAll, expect, inject, test } from 'vitest';
import type { Client } from '../../client/client.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import type { Shot, ShotsAnswer } from '../../lambdas/map/shot-schemas.ts';
import { SURE_FROM } from '../../lib/limits.ts';
import { ada, endOf, startJob } from '../support/caller.ts';
import { tessera } from '../support/command-line.ts';
import { asPlanned, type Capture, type CaptureGrid, capturesOf, makeWorld } from '../support/world.ts';

const TILE = 512;
const GRID: CaptureGrid = {
  ...{ columns: 4, rows: 3, width: 700, height: 560, step: [450, 400] },
  // Far beyond the radius: these two are found by their features, with OpenCV from its layer.
  scrolled: { '1 1': 240, '2 2': 240 },
};
const WORLD = makeWorld(2058, 1368);

const { url } = inject('shared');
let api: Client;
let captures: Capture[];
let job: Job;
let answer: ShotsAnswer;

beforeAll(async () => {
  api = await ada(url);
  captures = await capturesOf(WORLD, GRID);
  const { map } = await api.createMap({ name: 'Estimated' });
  job = await endOf(api, await startJob(api, map, asPlanned(captures, GRID), { exact: false, format: 'png' }));
  expect(job).toMatchObject({ status: 'completed', error: null });
  answer = await api.listShots(map, job.build);
});

const takenAt = ({ name }: Shot) => captures.find((capture) => capture.name === name)!.nominal;
const shift = () => {
  const [first] = answer.shots as [Shot];
  return [0, 1].map((axis) => takenAt(first)[axis]! - first.position[axis]!) as [number, number];
};

test('all of it is counted', () => {
  expect(job.stages.find(({ name }) => name === 'coords')).toMatchObject({ total: 12, completed: 12, failed: 0 });
  expect(job.completed_tasks).toBe(job.total_tasks);
});

test('every shot lies where it was taken, to the pixel and surely, and the map begins with the first of them', () => {
  const [x, y] = shift();
  expect(answer.shots).toHaveLength(captures.length);
  for (const shot of answer.shots) {
    const taken = takenAt(shot);
    expect(shot.position, shot.name).toEqual([taken[0] - x, taken[1] - y]);
    expect(shot.confidence, shot.name).toBeGreaterThanOrEqual(SURE_FROM);
    expect(shot.reason, shot.name).toBe('matched');
  }
  expect(Math.min(...answer.shots.map(({ position }) => position[0]))).toBe(0);
  expect(Math.min(...answer.shots.map(({ position }) => position[1]))).toBe(0);
});

test('what a pair says is kept for whoever looks at its seam, also far from its plan', async () => {
  const shot = answer.shots.find(({ row, col }) => row === 1 && col === 2)!;
  const { pairs } = await api.showShot(job.map, job.build, shot.screenshot_id);
  expect(pairs.length).toBeGreaterThanOrEqual(4);
  for (const { neighbour, offset, used } of pairs.filter(({ side }) => !side.includes('-'))) {
    const there = takenAt(answer.shots.find(({ name }) => name === neighbour.name)!);
    const here = takenAt(shot);
    expect({ offset, used }).toEqual({ offset: [there[0] - here[0], there[1] - here[1]], used: true });
  }
});

test('tiles show the world', async () => {
  const [left, top] = shift();
  const { maxZoom } = await api.buildMapJson(job.map, job.build);
  for (const [tx, ty] of [
    [0, 1],
    [2, 1],
  ] as const) {
    const tile = await api.file(`/tiles/${job.map}/${job.build}/${maxZoom}/${tx}/${ty}.png`);
    const { data, info } = await sharp(tile).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const world = await sharp(WORLD.pixels, { raw: { width: WORLD.width, height: WORLD.height, channels: 3 } })
      .extract({ left: tx * TILE + left, top: ty * TILE + top, width: info.width, height: info.height })
      .raw()
      .toBuffer();
    expect(data.equals(world), `tile ${tx}/${ty}`).toBe(true);
  }
});

test('the command says how surely they lie, and where to look', async () => {
  const { stdout } = await tessera(url, 'map', 'status', job.job_id);
  expect(stdout).toContain(`All 12 shots lie surely: ${url}/maps/${job.map}/builds/${job.build}/shots`);
});
