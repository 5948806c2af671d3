import { expect, test, vi } from 'vitest';
import { SAVE_START_BYTES } from '../lambdas/map/capture-schemas.ts';
import { estimateGameMap } from './estimate-game-map.ts';

const capture = { game: 'openttd' as const, columns: 2, rows: 1 };

test.each([
  ['a small save whole', 5000, 5000],
  ['of a large one the beginning', SAVE_START_BYTES + 5000, SAVE_START_BYTES],
])('sends %s', async (_, bytes, sent) => {
  const estimateJob = vi.fn(async (asked: { capture: { start: string } }) => asked);
  const save = Uint8Array.from({ length: bytes }, (_, i) => i % 251);
  await estimateGameMap({ estimateJob } as never, capture, save, { effort: 0 });
  const asked = estimateJob.mock.lastCall![0];
  expect(asked).toEqual({ effort: 0, capture: { ...capture, start: expect.any(String) } });
  expect(Buffer.from(asked.capture.start, 'base64')).toEqual(Buffer.from(save.subarray(0, sent)));
});
