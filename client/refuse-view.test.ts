import { expect, test, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { outsideWorldAs, refuseView } from './refuse-view.ts';

const capture = { game: 'openttd' as const, from: [60_000, 5050] as [number, number] };
const SAID =
  'The world has 16384 x 8192 px; from 60000,5050 on, nothing of it is captured. Leave `from` out, or correct it.';
const asked = (error?: unknown) => {
  const estimateJob = vi.fn(async (_plan: object) => {
    if (error) throw error;
    return {} as never;
  });
  return { estimateJob, done: refuseView({ estimateJob }, capture, new Uint8Array([1, 2, 3])) };
};

test('asks what an estimate would ask, with the beginning of the save', async () => {
  const { estimateJob, done } = asked();
  await done;
  expect(estimateJob.mock.calls).toEqual([[{ capture: { ...capture, start: 'AQID' } }]]);
});

test.each(['outside_world', 'too_many_areas', 'too_large'])('what can never be made is refused: %s', async (code) => {
  const error = new ApiError(422, code, SAID);
  await expect(asked(error).done).rejects.toBe(error);
});

test.each([
  new ApiError(422, 'not_a_save', 'It is no save.'),
  new ApiError(0, 'unreachable', 'no answer'),
  new ApiError(401, 'unauthorized', 'Log in.'),
])('what is not sure, or not answered, is left to the job: $code', async (error) => {
  await expect(asked(error).done).resolves.toBeUndefined();
});

test('the remedy is in the words of whoever asks', () => {
  const other = new ApiError(422, 'too_large', SAID);
  expect(outsideWorldAs(other, 'Correct it.')).toBe(other);
  expect(outsideWorldAs(new ApiError(422, 'outside_world', SAID), 'Correct --from.')).toMatchObject({
    ...{ status: 422, code: 'outside_world' },
    message: 'The world has 16384 x 8192 px; from 60000,5050 on, nothing of it is captured. Correct --from.',
  });
});
