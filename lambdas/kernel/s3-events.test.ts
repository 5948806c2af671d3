import { expect, test } from 'vitest';
import { parseFields } from './fields.ts';
import { CreatedObjects } from './s3-events.ts';

const record = (key: string, eventName = 'ObjectCreated:Put') => ({
  ...{ eventVersion: '2.6', eventSource: 'aws:s3', awsRegion: 'us-east-1', eventName },
  eventTime: '2026-01-02T03:04:05.678Z',
  s3: { s3SchemaVersion: '1.0', bucket: { name: 'b' }, object: { key, size: 1, eTag: 'e', sequencer: '00' } },
});

test('keys are read back from their form encoding, with the time when they came', () => {
  const at = new Date('2026-01-02T03:04:05.678Z');
  expect(parseFields(CreatedObjects, { Records: [record('a+b%2Bc/%C3%A4'), record('d')] })).toEqual([
    { key: 'a b+c/\u00e4', at },
    { key: 'd', at },
  ]);
});

test('the test that S3 sends speaks of nothing', () => {
  expect(parseFields(CreatedObjects, { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b' })).toEqual([]);
});

test.each([
  ['another message', { photo: 'x' }],
  ['what was removed', { Records: [record('a', 'ObjectRemoved:Delete')] }],
  ['no object', undefined],
])('refused: %s', (_, message) => {
  expect(() => parseFields(CreatedObjects, message)).toThrow(expect.objectContaining({ code: 'invalid_fields' }));
});
