/** A map goes back to its earlier build, and only once however often that is asked for. */
import { beforeAll, expect, inject, test } from 'vitest';
import { runCli } from '../../cli/run-cli.fixture.ts';
import type { Client } from '../../client/client.ts';
import { MAP_JSON_MAX_AGE } from '../../lib/limits.ts';
import { ada, endOf, startJob } from '../support/caller.ts';
import { capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const { url } = inject('shared');
let api: Client;
beforeAll(async () => {
  api = await ada(url);
});

/** What everybody sees, when the few seconds are over that it may be kept for. */
async function shownAfterwards(map: string) {
  await new Promise((done) => setTimeout(done, (MAP_JSON_MAX_AGE + 0.5) * 1000));
  return api.mapJson(map);
}

test('back to the build before, by command and by API; what is shown is what the pointer says', async () => {
  const { map } = await api.createMap({ name: 'There and back' });
  const captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
  const builds: string[] = [];
  for (const save_data_id of ['first', 'second']) {
    const job = await endOf(api, await startJob(api, map, captures, { save_data_id }));
    expect(job.status).toBe('completed');
    builds.push(job.build);
  }
  const [first, second] = builds as [string, string];
  expect(await shownAfterwards(map)).toMatchObject({ build: second, previous: first });

  const command = await runCli(['map', 'rollback', map, '--json'], { TESSERA_URL: url });
  expect(command.stderr).toBe('');
  const answer = { map, from: second, published_build: first, previous_build: null };
  expect(JSON.parse(command.stdout)).toEqual({ ...answer, url: `${url}/maps/${map}` });
  expect(await shownAfterwards(map)).toMatchObject({ build: first, previous: null });
  expect(await api.showMap(map)).toMatchObject({ published_build: first });

  const again = await Promise.all([api.rollBack(map, { from: second }), api.rollBack(map, { from: second })]);
  expect(again).toEqual([answer, answer]);
  await expect(api.rollBack(map, { from: first })).rejects.toMatchObject({ status: 409, code: 'no_earlier_build' });

  expect(await api.rollBack(map, { from: first, to: second })).toMatchObject({ published_build: second });
  await expect(api.rollBack(map, { from: first })).rejects.toMatchObject({ status: 409, code: 'published_meanwhile' });
  expect(await shownAfterwards(map)).toMatchObject({ build: second, previous: first });
  await expect(api.rollBack('no-such-map', { from: second })).rejects.toMatchObject({ status: 404 });
});
