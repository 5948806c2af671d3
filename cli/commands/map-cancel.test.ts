import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakePlatform, JOB, startPlatform } from '../fake-platform.fixture.ts';
import { runCli } from '../run-cli.fixture.ts';

let platform: FakePlatform;
beforeEach(async () => {
  platform = await startPlatform();
  platform.tokens.add('any');
});
afterEach(() => platform.close());

test('asks again when the answer is lost', async () => {
  platform.faults.lost = /cancel$/;
  const { exitCode, stdout } = await runCli(['map', 'cancel', JOB, '--json'], {
    TESSERA_URL: platform.origin,
    TESSERA_TOKEN: 'any',
  });
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ job_id: JOB, status: 'cancelled' });
});
