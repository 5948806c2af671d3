/** A shot is looked at beside its neighbours, and put somewhere by hand. */
import sharp from 'sharp';
import { beforeAll, expect, inject, test } from 'vitest';
import { runCli } from '../../cli/run-cli.fixture.ts';
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

test('a shot is put elsewhere by API and by command, stays there, and is let go again', async () => {
  const { map, build, shot } = await mapOf('Put right');
  const [x, y] = shot.position;
  const { screenshot_id } = shot;
  const made = await api.correctShots(map, build, { shots: [{ screenshot_id, position: [x + 3, y + 2] }] });
  expect(await endOf(api, made.job_id)).toMatchObject({ status: 'completed' });
  const placed = async (of: string) => (await api.listShots(map, of)).shots.find(({ name }) => name === shot.name);
  expect(await placed(made.build)).toMatchObject({
    position: [x + 3, y + 2],
    reason: 'by_hand',
    nominal: shot.nominal,
  });

  const other = captures[1]!;
  const command = (...argv: string[]) =>
    runCli(['map', 'correct', map, ...argv, '--wait', '--json'], { TESSERA_URL: url });
  const moved = await command(other.name, other.nominal.map((at) => at + 1).join());
  expect(moved).toMatchObject({ exitCode: 0 });
  const second = JSON.parse(moved.stdout).build;
  expect(await placed(second)).toMatchObject({ position: [x + 3, y + 2], reason: 'by_hand' });
  const freed = await command(shot.name, 'free');
  const third = JSON.parse(freed.stdout).build;
  expect(await placed(third)).toMatchObject({ position: [x, y], reason: 'given' });
  // As it is asked for already.
  const again = await command(shot.name, 'free');
  expect({ build: JSON.parse(again.stdout).build, said: again.stderr }).toEqual({
    ...{ build: third, said: expect.stringContaining('Nothing changed') },
  });
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

test('where places are found, a shot tells what its neighbours say of it; put elsewhere, the others stay', async () => {
  const planned = captures.map((capture, i) => {
    const [x, y] = capture.nominal;
    return { ...capture, nominal: [x + ((7 * i) % 13) - 6, y + ((5 * i) % 11) - 5] as [number, number] };
  });
  const { map } = await api.createMap({ name: 'Found' });
  const { build } = await endOf(api, await startJob(api, map, planned, { exact: false }));
  const { shots } = await api.listShots(map, build);
  const shot = shots.find(({ name }) => name === captures[4]!.name)!;
  expect(shot).toMatchObject({ reason: 'matched', residual: 0 });
  const { pairs } = await api.showShot(map, build, shot.screenshot_id);
  const told = pairs.map(({ side, neighbour, offset }) => [side, neighbour.name, offset]);
  const [x, y] = captures[4]!.nominal;
  expect(told).toEqual(
    expect.arrayContaining(
      (
        [
          ['left', 3],
          ['right', 5],
          ['above', 1],
        ] as const
      ).map(([side, i]) => {
        const [left, top] = captures[i]!.nominal;
        return [side, captures[i]!.name, [left - x, top - y]];
      }),
    ),
  );
  for (const { neighbour } of pairs) expect((await fetch(neighbour.picture_url!)).status).toBe(200);

  const position: [number, number] = [shot.position[0] + 32, shot.position[1] + 16];
  const made = await api.correctShots(map, build, { shots: [{ screenshot_id: shot.screenshot_id, position }] });
  expect(await endOf(api, made.job_id)).toMatchObject({ status: 'completed' });
  const corrected = await api.listShots(map, made.build);
  for (const { name, position: before } of shots) {
    const after = corrected.shots.find((each) => each.name === name)!;
    expect({ name, position: after.position }).toEqual({ name, position: name === shot.name ? position : before });
  }
  const { pairs: disputed } = await api.showShot(map, made.build, shot.screenshot_id);
  expect(disputed.some(({ used, residual }) => !used && residual! > 30)).toBe(true);
});
