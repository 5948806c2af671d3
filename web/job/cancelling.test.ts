import { expect, test, vi } from 'vitest';
import { ApiError } from '../../client/api-error.ts';
import type { Client } from '../../client/client.ts';
import type { Job, MapDetail } from '../../lambdas/map/schemas.ts';
import { canBeCancelled, cancelJob, shownSince } from './cancelling.ts';

const { signal } = new AbortController();
const failing = (status: number, code: string) => ({
  cancelJob: vi.fn<Client['cancelJob']>().mockRejectedValue(new ApiError(status, code, 'x', { requestId: 'r1' })),
});

test.each([
  ['ended', /ended before/],
  ['published', /shown already/],
])('a refusal (%s) is told in plain words, with its request', async (code, words) => {
  const refused = await cancelJob(failing(409, code), 'job_1', signal).catch((error) => error);
  expect(refused).toMatchObject({ message: expect.stringMatching(words), status: 409, requestId: 'r1' });
});

test('another failure stays as it is', async () => {
  await expect(cancelJob(failing(404, 'not_found'), 'job_1', signal)).rejects.toBeInstanceOf(ApiError);
});

test.each([
  ['preparing', null, true],
  ['running', null, true],
  ['running', '/maps/a', false],
  ['failed', null, false],
  ['completed', '/maps/a', false],
] as const)('%s, shown at %s: may be cancelled: %s', (status, url, can) => {
  expect(canBeCancelled({ status, url } as Job)).toBe(can);
});

test('a map shows its published build since that was made', () => {
  const builds = [
    { build: '2', created_at: '2', completed_at: null },
    { build: '1', created_at: '0', completed_at: '1' },
  ];
  expect(shownSince({ published_build: '1', builds } as MapDetail)).toBe('1');
  expect(shownSince({ published_build: null, builds } as MapDetail)).toBeUndefined();
});
