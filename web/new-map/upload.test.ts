import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { ApiError } from '../../client/api-error.ts';
import type { MapSummary, TicketsRequest } from '../../lambdas/map/schemas.ts';
import { type Plan, uploadAndBuild } from './upload.ts';

const plan = (count: number): Plan => ({
  name: 'Old town',
  attribution: '',
  exact: true,
  shots: Array.from({ length: count }, (_, col) => ({
    file: `r0_c${col}.png`,
    row: 0,
    col,
    nominal: [col * 10, 0],
    picture: { file: new File([`shot ${col}`], `r0_c${col}.png`), type: 'image/png', width: 8, height: 8 },
  })),
});

/** An API that accepts everything and remembers it. */
function api() {
  const tickets = vi.fn(async (_map: string, { files }: TicketsRequest) => ({
    tickets: files.map(({ name }) => ({
      name,
      screenshot_id: `shot_${name}`,
      upload_url: `https://store/${name}`,
      upload_headers: {},
    })),
    expires_in: 3600,
  }));
  const job = {
    job_id: 'job_1',
    map: 'old-town-1',
    build: '1',
    status: 'preparing' as const,
    execution_id: '',
    unchanged: false,
  };
  return {
    createMap: vi.fn(async () => ({ map: 'old-town-1' }) as MapSummary),
    createTickets: tickets,
    uploadShot: vi.fn(async () => {}),
    createJob: vi.fn(async () => job),
  };
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const options = (onDone = vi.fn(), signal = new AbortController().signal) => ({
  signal,
  onDone,
  pause: async () => {},
});

test('announces each picture with its checksum, uploads it, and starts the job with the plan', async () => {
  const server = api();
  const onDone = vi.fn();
  await uploadAndBuild(server, plan(2), options(onDone));
  const sha256 = hash('shot 0');
  const lines = [`${sha256} r0_c0.png\n`, `${hash('shot 1')} r0_c1.png\n`];
  const content = hash(lines.toSorted().join(''));
  expect(server.createTickets.mock.calls[0]?.[1].files[0]).toEqual({
    name: 'r0_c0.png',
    bytes: 6,
    type: 'image/png',
    sha256,
  });
  expect(server.uploadShot).toHaveBeenCalledTimes(2);
  expect(onDone).toHaveBeenLastCalledWith(2);
  expect(server.createJob).toHaveBeenCalledWith({
    game_id: 'old-town-1',
    save_data_id: `shots-${content.slice(0, 32)}`,
    exact: true,
    shots: [
      { screenshot_id: 'shot_r0_c0.png', name: 'r0_c0.png', row: 0, col: 0, nominal: [0, 0] },
      { screenshot_id: 'shot_r0_c1.png', name: 'r0_c1.png', row: 0, col: 1, nominal: [10, 0] },
    ],
  });
});

test('tickets are asked for a hundred at a time', async () => {
  const server = api();
  await uploadAndBuild(server, plan(101), options());
  expect(server.createTickets.mock.calls.map(([, { files }]) => files.length)).toEqual([100, 1]);
});

test.each([0, 429, 503])('an upload that failed with %d is tried again', async (status) => {
  const server = api();
  server.uploadShot.mockRejectedValueOnce(new ApiError(status, 'x', 'x'));
  await uploadAndBuild(server, plan(1), options());
  expect(server.uploadShot).toHaveBeenCalledTimes(2);
});

test('a shot that is there already counts as uploaded', async () => {
  const server = api();
  server.uploadShot.mockRejectedValueOnce(new ApiError(412, 'x', 'x'));
  await uploadAndBuild(server, plan(1), options());
  expect(server.createJob).toHaveBeenCalledOnce();
});

test.each([
  [403, 1],
  [500, 4],
])(
  'an upload that keeps failing with %d ends it after %d attempts, and no job is started',
  async (status, attempts) => {
    const server = api();
    server.uploadShot.mockRejectedValue(new ApiError(status, 'x', 'refused'));
    await expect(uploadAndBuild(server, plan(1), options())).rejects.toThrow('refused');
    expect(server.uploadShot).toHaveBeenCalledTimes(attempts);
    expect(server.createJob).not.toHaveBeenCalled();
  },
);

test('a stopped upload starts no job', async () => {
  const server = api();
  const stop = new AbortController();
  server.uploadShot.mockImplementation(async () => stop.abort());
  await expect(uploadAndBuild(server, plan(1), options(vi.fn(), stop.signal))).rejects.toThrow();
  expect(server.createJob).not.toHaveBeenCalled();
});
