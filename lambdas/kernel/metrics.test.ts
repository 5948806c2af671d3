import { expect, onTestFinished, test, vi } from 'vitest';
import { METRICS } from '../../lib/limits/metrics.ts';
import { record } from './metrics.ts';

function written(): Record<string, any>[] {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  return new Proxy([], {
    get: (_, key) =>
      Reflect.get(
        write.mock.calls.map(([line]) => JSON.parse(String(line))),
        key,
      ),
  });
}

test('a value is a line of its own, with its labels as the only dimensions', () => {
  const lines = written();
  record('image_access_duration_seconds', { access_type: 'shared', result: 'denied' }, 0.25);
  record('photo_upload_confirm_total', { result: 'success' });
  expect([...lines]).toMatchObject([
    {
      _aws: {
        CloudWatchMetrics: [
          {
            Dimensions: [['access_type', 'result']],
            Metrics: [{ Name: 'image_access_duration_seconds', Unit: 'Seconds' }],
          },
        ],
      },
      ...{ access_type: 'shared', result: 'denied', image_access_duration_seconds: 0.25 },
    },
    { _aws: { CloudWatchMetrics: [{ Dimensions: [['result']] }] }, result: 'success', photo_upload_confirm_total: 1 },
  ]);
  // Nothing but that: what is not written can give nobody away.
  expect(Object.keys(lines[1]!).sort()).toEqual(['_aws', 'photo_upload_confirm_total', 'result']);
});

test('every metric has a label, and each a name that Prometheus knows by its unit', () => {
  for (const [name, { unit, labels }] of Object.entries(METRICS)) {
    expect(Object.keys(labels).length, name).toBeGreaterThan(0);
    expect(name).toMatch({ Count: /^[a-z_]+_total$/, Bytes: /^[a-z_]+_bytes$/, Seconds: /^[a-z_]+_seconds$/ }[unit]);
  }
});
