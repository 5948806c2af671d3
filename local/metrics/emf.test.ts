import { expect, test } from 'vitest';
import { samplesOf } from './emf.ts';

const emf = (directives: object[], fields: object) =>
  JSON.stringify({ _aws: { Timestamp: 1, CloudWatchMetrics: directives }, ...fields });

test('a line that is a metric tells its values and labels', () => {
  const line = emf(
    [{ Namespace: 'n', Dimensions: [['a'], ['a', 'b']], Metrics: [{ Name: 'x', Unit: 'Count' }, { Name: 'y' }] }],
    { a: '1', b: '2', x: 3, y: [4, 5], more: 'not a dimension' },
  );
  expect(samplesOf(line)).toEqual([
    { name: 'x', unit: 'Count', labels: { a: '1', b: '2' }, values: [3] },
    { name: 'y', unit: 'None', labels: { a: '1', b: '2' }, values: [4, 5] },
  ]);
});

test.each(['START RequestId: 1', '{"level":"INFO","message":"no \\"_aws\\" here"}', '{"_aws":{}}', ''])(
  'another line tells nothing: %s',
  (line) => expect(samplesOf(line)).toEqual([]),
);

test.each([
  ['{"_aws": {"CloudWatchMetrics": [secret', 'the line is no JSON'],
  [emf([{ Dimensions: [['a']], Metrics: [{ Name: 'x' }] }], { x: 1 }), 'the dimension a is no text'],
  [emf([{ Dimensions: [], Metrics: [{ Name: 'x' }] }], { x: 'many' }), 'the metric x is no number'],
])('one that CloudWatch could not read is an error, without its text', (line, message) => {
  expect(() => samplesOf(line)).toThrow(new Error(message));
});
