import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { makingApi } from '../../client/making-api.fixture.ts';
import { uploadAndBuild } from './upload.ts';

test('announces each picture with its checksum, uploads the file, and starts the job of the plan', async () => {
  const api = makingApi();
  const onDone = vi.fn();
  const file = new File(['a shot'], 'r0_c0.png');
  const picture = { file, type: 'image/png' as const, width: 8, height: 8 };
  const shots = [{ file: 'r0_c0.png', row: 0, col: 0, nominal: [0, 0] as [number, number], picture }];
  const { signal } = new AbortController();
  await uploadAndBuild(api, { name: 'Old town', attribution: '', exact: true, shots }, { signal, onDone });
  expect(api.createMap).toHaveBeenCalledWith({ name: 'Old town' });
  const sha256 = createHash('sha256').update('a shot').digest('hex');
  expect(api.createTickets.mock.calls[0]?.[1].files).toEqual([
    { name: 'r0_c0.png', bytes: 6, type: 'image/png', sha256 },
  ]);
  expect(api.uploadShot.mock.calls[0]?.[1]).toBe(file);
  expect(onDone).toHaveBeenLastCalledWith(1);
  expect(api.createJob).toHaveBeenCalledWith(expect.objectContaining({ game_id: 'old-town-1', exact: true }));
});
