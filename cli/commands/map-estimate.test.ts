import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BUILD, type FakePlatform, startPlatform } from '../fake-platform.fixture.ts';
import { runCli } from '../run-cli.fixture.ts';

const ANSWER = {
  ...{ as_of: '2026-01-02', region: 'us-east-1', rows: [], usd: 0.01, monthly: [], monthly_usd: 0 },
  ...{ shots: 2, tiles: 3, width: 94, height: 48, seconds: 30, one_task_per_tile_usd: 1 },
};
let platform: FakePlatform;
let shots: string;
let first: Buffer;

beforeAll(async () => {
  platform = await startPlatform();
  platform.faults.estimate = () => ANSWER;
  shots = await mkdtemp(join(tmpdir(), 'cli-'));
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  const picture = () =>
    sharp({ create: { width: 64, height: 48, channels: 3, background: '#000', noise } })
      .png()
      .toBuffer();
  first = await picture();
  await writeFile(join(shots, 'r0_c0.png'), first);
  await writeFile(join(shots, 'r0_c1.png'), await picture());
});
afterAll(async () => {
  await platform.close();
  await rm(shots, { recursive: true });
});

/** Behind the progress, the line above the table. */
async function headline(): Promise<string | undefined> {
  const argv = ['map', 'estimate', shots, '--step', '30x10', '--name', 'City'];
  const { stdout } = await runCli(argv, { TESSERA_URL: platform.origin, XDG_CONFIG_HOME: shots });
  return stdout.split('\n').find((line) => line.includes(' a map of '));
}

test('the first line says whose time it is, and of a map that is there how many shots are new', async () => {
  const rest = 'a map of 94 x 48 px in 3 tiles: about 30 s on AWS.';
  expect(await headline()).toBe(`2 shots, ${rest}`);
  const { map } = Object.assign(platform.createMap({ name: 'City' }), { published_build: BUILD });
  expect(await headline()).toBe(`2 shots, 2 of them new, ${rest}`);
  const file = { name: 'r0_c0.png', bytes: first.length, type: 'image/png', expires_at: null };
  const kept = { ...file, sha256: createHash('sha256').update(first).digest('hex') };
  const screenshot_id = 'shot_5d0c8a1e-9f4b-4c86-8f3e-2b7a6c1d9e05';
  platform.files.set(
    `/api/maps/${map}/shots/uploads`,
    JSON.stringify({ uploads: [{ ...kept, screenshot_id }], next: null }),
  );
  expect(await headline()).toBe(`2 shots, 1 of them new, ${rest}`);
});
