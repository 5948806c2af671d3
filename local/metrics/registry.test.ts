import { expect, test } from 'vitest';
import { combinations, METRICS } from '../../lib/limits/metrics.ts';
import { createRegistry } from './registry.ts';

const labelsOf = (labels: Record<string, string>) =>
  Object.entries(labels).map(([name, value]) => `${name}="${value}"`);

test('all metrics of the platform are there from the start, at 0, each of its type', () => {
  const lines = createRegistry().text().split('\n');
  for (const [name, { unit, labels, help }] of Object.entries(METRICS)) {
    const at = lines.indexOf(`# HELP ${name} ${help}`);
    expect(lines[at + 1]).toBe(`# TYPE ${name} ${unit === 'Count' ? 'counter' : 'histogram'}`);
    for (const each of combinations(labels)) {
      const suffix = unit === 'Count' ? '' : '_count';
      expect(lines).toContain(`${name}${suffix}{${labelsOf(each)}} 0`);
    }
  }
});

test('counts add up, by their labels in whatever order', () => {
  const registry = createRegistry();
  const name = 'photo_upload_total';
  registry.add({ name, unit: 'Count', labels: { result: 'success', upload_method: 'direct' }, values: [1] });
  registry.add({ name, unit: 'Count', labels: { upload_method: 'direct', result: 'success' }, values: [1, 0] });
  expect(registry.text()).toContain('\nphoto_upload_total{result="success",upload_method="direct"} 2\n');
});

test('what is measured is a histogram: each bucket holds what is at most its bound, the last one all', () => {
  const registry = createRegistry();
  const labels = { access_type: 'shared', result: 'success' };
  const name = 'image_access_duration_seconds';
  registry.add({ name, unit: 'Seconds', labels, values: [0.004, 0.005, 0.25, 60] });
  const own = registry
    .text()
    .split('\n')
    .filter((line) => line.includes('access_type="shared",result="success"') && line.startsWith(name));
  expect(own).toEqual([
    ...['0.005', '0.01', '0.025', '0.05', '0.1'].map((le) => `${name}_bucket{${labelsOf({ ...labels, le })}} 2`),
    ...['0.25', '0.5', '1', '2.5', '5', '10'].map((le) => `${name}_bucket{${labelsOf({ ...labels, le })}} 3`),
    `${name}_bucket{${labelsOf({ ...labels, le: '+Inf' })}} 4`,
    `${name}_sum{${labelsOf(labels)}} 60.259`,
    `${name}_count{${labelsOf(labels)}} 4`,
  ]);
});

test('a metric that nobody has announced comes to them, with a name and labels that Prometheus takes', () => {
  const registry = createRegistry();
  registry.add({ name: '2nd Cold-Start', unit: 'Count', labels: { 'my label': 'a "b"\\\n' }, values: [1] });
  registry.add({ name: 'Depth', unit: 'None', labels: {}, values: [5] });
  const text = registry.text();
  expect(text).toContain('# TYPE _2nd_Cold_Start counter\n_2nd_Cold_Start{my_label="a \\"b\\"\\\\\\n"} 1\n');
  expect(text).toContain('# TYPE Depth histogram\nDepth_bucket{le="0.001"} 0\n');
  expect(text).toContain('Depth_bucket{le="10"} 1\n');
  expect(text).toContain('\nDepth_sum 5\nDepth_count 1\n');
});
