/** A shot is looked at beside its neighbours, and put somewhere by hand. */
import sharp from 'sharp';
import { beforeAll, expect, inject, test } from 'vitest';
import type { Client } from '../../client/client.ts';
import { ada, endOf, startJob } from '../support/caller.ts';
import { type Capture, capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const { url } = inject('shared');
let api: Client;
let captures: Capture[];
beforeAll(async () => {
  api = await ada(url);
  captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
});

async function mapOf(name: string, options: Parameters<typeof startJob>[3] = {}) {
  const { map } = await api.createMap({ name });
  const { build, status } = await endOf(api, await startJob(api, map, captures, options));
  expect(status).toBe('completed');
  const { shots } = await api.listShots(map, build);
  return { map, build, shot: shots.find(({ name }) => name === captures[4]!.name)! };
}

test('the picture is shown to whoever has its URL, to pages of the platform with its pixels', async () => {
  const { map, build, shot } = await mapOf('Looked at');
  const { picture_url, width, height, pairs } = await api.showShot(map, build, shot.screenshot_id);
  expect({ width, height, pairs }).toEqual({ width: 700, height: 560, pairs: [] });
  const picture = await fetch(picture_url!, { headers: { origin: url } });
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(picture.headers.get('access-control-allow-origin')).toBe(url);
  expect(captures[4]!.png.equals(Buffer.from(await picture.arrayBuffer()))).toBe(true);
  const elsewhere = await fetch(picture_url!, { headers: { origin: 'http://elsewhere.test' } });
  expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull();
  expect((await fetch(picture_url!.replace(shot.screenshot_id, captures[0]!.name))).status).toBe(403);
  const policy = (await fetch(url)).headers.get('content-security-policy');
  expect(policy).toMatch(new RegExp(`img-src [^;]*${new URL(picture_url!).origin}[ ;]`));
});

test('what went with its map is not built from again; a small copy is left to look at', async () => {
  const { map, build, shot } = await mapOf('Gone', { keep_shots: false });
  const { picture_url, removed } = await api.showShot(map, build, shot.screenshot_id);
  const picture = await fetch(picture_url!);
  expect({ removed, type: picture.headers.get('content-type') }).toEqual({ removed: true, type: 'image/webp' });
  expect(await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).toMatchObject({ width: 350, height: 280 });
  const corrections = { shots: [{ screenshot_id: shot.screenshot_id, position: shot.position }] };
  await expect(api.correctShots(map, build, corrections)).rejects.toMatchObject({ status: 410, code: 'shots_removed' });
});
