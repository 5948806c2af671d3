import { expect, onTestFinished, test, vi } from 'vitest';
import { TesseraError } from '../../kernel/errors.ts';
import { countArrival, countConfirmation, countForm, countImage, countTicket } from './album-metrics.ts';

/** `name{values of labels} value` of each line that is written. */
async function written(work: () => unknown): Promise<string[]> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  await work();
  const lines = write.mock.calls.map(([line]) => JSON.parse(String(line)));
  write.mockClear();
  return lines.map((line) => {
    const [{ Dimensions, Metrics }] = line._aws.CloudWatchMetrics;
    const labels = Dimensions[0].map((name: string) => line[name]).join(' ');
    return `${Metrics[0].Name}{${labels}} ${Metrics[0].Unit === 'Count' ? line[Metrics[0].Name] : Metrics[0].Unit}`;
  });
}

type Counting = ReturnType<typeof countTicket>;
/** As middy calls it, for a request that ends so. */
const ending = (counting: Counting, status: number) =>
  written(async () => {
    const request = { context: {}, error: new TesseraError('x', status, 'x') } as never;
    await counting.before!(request);
    await (status < 400 ? counting.after! : counting.onError!)(request);
  });

test('a ticket is also an upload that has not come yet, so that both have values in the same minutes', async () => {
  expect(await ending(countTicket(), 200)).toEqual([
    'presigned_url_generation_total{success} 1',
    'photo_upload_total{success presigned} 0',
  ]);
  expect(await ending(countTicket(), 413)).toEqual(['presigned_url_generation_total{failure} 1']);
});

test.each([422, 503])('what was refused, or failed by us (%d), is an upload that failed', async (status) => {
  expect(await ending(countConfirmation(), status)).toEqual([
    'photo_upload_confirm_total{failure} 1',
    'photo_upload_total{failure presigned} 1',
  ]);
  expect(await ending(countForm(), status)).toEqual(['photo_upload_total{failure direct} 1']);
});

test.each([
  [302, 'success'],
  [404, 'denied'],
  [429, 'denied'],
  [503, 'failure'],
])('a picture that is answered with %d is counted and measured as %s', async (status, result) => {
  expect(await ending(countImage('shared'), status)).toEqual([
    `image_access_total{shared ${result}} 1`,
    `image_access_duration_seconds{shared ${result}} Seconds`,
  ]);
});

test('of what the bucket tells only a wrong upload is counted here', async () => {
  for (const outcome of ['known', 'confirmed', 'removed', 'left'] as const) {
    expect(await written(() => countArrival(outcome))).toEqual([]);
  }
  expect(await written(() => countArrival('refused'))).toEqual(['photo_upload_total{failure presigned} 1']);
});
