import { expect, test } from 'vitest';
import { invoke, runStates } from '../room.fixture.ts';
import { bucketAnd, distributed, reader } from './bucket.fixture.ts';

const FILES = {
  'list.json': '[1,{"a":2}]',
  'lines.jsonl': '{"a":1}\n\n{"a":2}\n{"a":3}',
  'broken.jsonl': '{"a":1}\n{',
  'object.json': '{"a":1}',
  'rows.csv': 'a,b\n1,2',
};
const read = (ItemReader: object) => {
  const { perform } = bucketAnd(async (payload) => payload, FILES);
  return runStates({ Each: distributed(invoke({ End: true }), { ItemReader }) }, { perform });
};

test.each([
  ['list.json', { InputType: 'JSON' }, [1, { a: 2 }]],
  ['lines.jsonl', { InputType: 'JSONL' }, [{ a: 1 }, { a: 2 }, { a: 3 }]],
  ['lines.jsonl', { InputType: 'JSONL', MaxItems: 2 }, [{ a: 1 }, { a: 2 }]],
  ['lines.jsonl', { InputType: 'JSONL', MaxItems: '{% 0 %}' }, [{ a: 1 }, { a: 2 }, { a: 3 }]],
  ['rows.csv', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }, [{ a: '1', b: '2' }]],
])('%s by %o', async (key, config, output) => {
  expect(await read(reader(key, config))).toMatchObject({ status: 'SUCCEEDED', output });
});

test('a listing is read page after page', async () => {
  const { output } = await read({ Resource: 'arn:aws:states:::s3:listObjectsV2', Arguments: { Bucket: 'b' } });
  expect(output.map(({ Key }: { Key: string }) => Key)).toEqual(Object.keys(FILES));
});

test.each([
  ['missing.json', { InputType: 'JSON' }, 'The specified key does not exist.'],
  ['object.json', { InputType: 'JSON' }, 'Attempting to map over non-iterable node.'],
  ['broken.jsonl', { InputType: 'JSONL' }, expect.stringContaining('line 2 is not JSON')],
  ['list.json', { InputType: 'JSON', MaxItems: '{% -1 %}' }, 'field MaxItems must be positive'],
])('%s by %o fails', async (key, config, cause) => {
  const { error, cause: said, events } = await read(reader(key, config));
  expect({ error, cause: said }).toEqual({ error: 'States.ItemReaderFailed', cause });
  expect(events.slice(-3)).toEqual(['MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
});
