import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUILD, type FakePlatform, startPlatform } from '../fake-platform.fixture.ts';
import { runCli } from '../run-cli.fixture.ts';

const NEWER = '01JD4Q8ZJ5T4Y0M3N2B1A0X9WA';
let platform: FakePlatform;
const run = (...argv: string[]) => runCli(argv, { TESSERA_URL: platform.origin, TESSERA_TOKEN: 'any' });

beforeEach(async () => {
  platform = await startPlatform();
  platform.tokens.add('any');
});
afterEach(() => platform.close());

function publishTwice() {
  const map = platform.createMap({ name: 'City' });
  const made = { madeAt: '2026-01-02T03:04:05.000Z', attribution: '', blank: [], tiles: 1, format: 'webp' as const };
  const size = { width: 100, height: 100, tileSize: 512, minZoom: 0, maxZoom: 0 };
  platform.publish(map, { ...made, ...size, name: 'City', build: BUILD, previous: null });
  platform.publish(map, { ...made, ...size, name: 'City', build: NEWER, previous: BUILD });
  return map;
}

test('goes back from the published build, in words and as JSON, also when the first answer is lost', async () => {
  const map = publishTwice();
  platform.faults.lost = /rollback/;
  const { exitCode, stdout } = await run('map', 'rollback', 'City');
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining(`shows build ${BUILD} again`) });
  expect(map.published_build).toBe(BUILD);
  const forward = await run('map', 'rollback', `City@${NEWER}`, '--json');
  expect(JSON.parse(forward.stdout)).toEqual({
    ...{ map: map.map, from: BUILD, published_build: NEWER, previous_build: null },
    url: `${platform.origin}/maps/${map.map}`,
  });
});

test('an @ without a build behind it is wrong usage, and goes nowhere', async () => {
  publishTwice();
  const { exitCode, stderr } = await run('map', 'rollback', 'City@');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringContaining('City@ names no build. Write City@BUILD, or City alone.'),
  });
});

test('without a way back, or without any build, it is exit 3 and says why', async () => {
  const map = platform.createMap({ name: 'City' });
  const never = await run('map', 'rollback', 'City');
  expect({ code: never.exitCode, says: never.stderr }).toMatchObject({
    code: 3,
    says: expect.stringMatching(/no published build/),
  });
  publishTwice();
  map.published_build = BUILD;
  const first = await run('map', 'rollback', 'City');
  expect({ code: first.exitCode, says: first.stderr }).toMatchObject({
    code: 3,
    says: expect.stringMatching(/none before it to go back to/),
  });
});
