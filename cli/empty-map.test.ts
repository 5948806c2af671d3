import { expect, test, vi } from 'vitest';
import type { Job, MapDetail } from '../lambdas/map/schemas.ts';
import type { Context } from './command.ts';
import { tellEmptyMap } from './empty-map.ts';

const URL = 'http://127.0.0.1:4700';
const failed = (code: string) =>
  ({ map: 'city-abc123', status: 'failed', error: null, failures: [{ code }] }) as unknown as Job;

async function told(job: Job, published_build: string | null = null) {
  const lines: string[] = [];
  const showMap = vi.fn(async () => ({ map: 'city-abc123', name: 'City', published_build }) as MapDetail);
  await tellEmptyMap(job, {
    api: { showMap },
    output: { line: (line: string) => lines.push(line) },
    url: URL,
  } as never as Context);
  return lines;
}

test('after a save that the game refuses, a map that shows nothing is told, with its end', async () => {
  expect(await told(failed('save_refused'))).toEqual([
    expect.stringMatching(/The map City \(city-abc123\) shows nothing\. .* remove it: tessera map delete city-abc123$/),
  ]);
});

test('not where the map shows a build, nor where the job may go on or is done', async () => {
  expect(await told(failed('save_refused'), '01JD4Q8ZJ5T4Y0M3N2B1A0X9W8')).toEqual([]);
  expect(await told(failed('one_colour'))).toEqual([]);
  expect(await told({ ...failed('save_refused'), status: 'running' })).toEqual([]);
});

test('a question that is not answered is no failure of the command', async () => {
  const api = { showMap: async () => Promise.reject(new Error('away')) };
  await expect(tellEmptyMap(failed('save_refused'), { api, output: {}, url: URL } as never)).resolves.toBeUndefined();
});
