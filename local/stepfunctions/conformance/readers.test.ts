/** Where a Distributed Map takes its items from. */
import { expect, test } from 'vitest';
import { distributed, PASS, useAccount } from './account.fixture.ts';

const account = useAccount();

const readerOf = (Key: string, ReaderConfig: object) => ({
  Resource: 'arn:aws:states:::s3:getObject',
  Arguments: { Bucket: account.Bucket, Key },
  ReaderConfig,
});
const each = (ItemReader: object, rest: object = {}) => ({
  Each: distributed({ Pass: PASS }, { ItemReader, ...rest }),
});

test.each([
  ['JSON lines', '{"n":1}\n{"n":2}\n', { InputType: 'JSONL' }, [{ n: 1 }, { n: 2 }]],
  ['JSON lines without a last line end', '1\n"two"\nnull', { InputType: 'JSONL' }, [1, 'two', null]],
  ['some JSON lines', '1\n2\n3\n', { InputType: 'JSONL', MaxItems: 2 }, [1, 2]],
  ['a JSON array', '[{"n":1},2]', { InputType: 'JSON' }, [{ n: 1 }, 2]],
  [
    'CSV with a first row',
    'a,b\n1,"x, ""y"""\n2\n3,z,w\n',
    { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
    [
      { a: '1', b: 'x, "y"' },
      { a: '2', b: '' },
      { a: '3', b: 'z' },
    ],
  ],
  [
    'CSV with given headers and another delimiter',
    '1|x\r\n2|y\r\n',
    { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a', 'b'], CSVDelimiter: 'PIPE' },
    [
      { a: '1', b: 'x' },
      { a: '2', b: 'y' },
    ],
  ],
])('%s', async (name, body, config, items) => {
  await account.put(name, body);
  const { status, output } = await account.run(each(readerOf(name, config)));
  expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: items });
});

test('MaxItems may be an expression', async () => {
  await account.put('numbers.jsonl', '1\n2\n3\n');
  const reader = readerOf('numbers.jsonl', { InputType: 'JSONL', MaxItems: '{% $states.input.most %}' });
  expect((await account.run(each(reader), { most: 1 })).output).toEqual([1]);
});

test('a listing gives one item an object, in the order of the keys', async () => {
  for (const name of ['list/b', 'list/a', 'other']) await account.put(name, 'four');
  const reader = {
    Resource: 'arn:aws:states:::s3:listObjectsV2',
    Arguments: { Bucket: account.Bucket, Prefix: 'list/' },
  };
  const { output } = await account.run(each(reader));
  expect(output).toEqual(
    ['list/a', 'list/b'].map((Key) => ({
      Key,
      Size: 4,
      Etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
      LastModified: expect.any(Number),
      StorageClass: 'STANDARD',
    })),
  );
});

test('the items of a reader may be selected from', async () => {
  await account.put('select.jsonl', '{"n":1}\n{"n":2}\n');
  const ItemSelector = {
    n: '{% $states.context.Map.Item.Value.n * 10 %}',
    index: '{% $states.context.Map.Item.Index %}',
    all: '{% $states.input.all %}',
  };
  const states = each(readerOf('select.jsonl', { InputType: 'JSONL' }), { ItemSelector });
  expect((await account.run(states, { all: 'x' })).output).toEqual([
    { n: 10, index: 0, all: 'x' },
    { n: 20, index: 1, all: 'x' },
  ]);
});

test.each([
  ['a line that is no JSON', '1\nno\n', { InputType: 'JSONL' }],
  ['an object instead of an array', '{"n":1}', { InputType: 'JSON' }],
  ['headers twice', 'a,a\n1,2\n', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }],
])('%s is States.ItemReaderFailed, and the Map run has failed', async (name, body, config) => {
  await account.put(name, body);
  const { arn, status, error } = await account.run(each(readerOf(name, config)));
  expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.ItemReaderFailed' });
  expect((await account.mapRun(arn)).status).toBe('FAILED');
  expect((await account.history(arn)).map(({ type }) => type).slice(-3)).toEqual([
    'MapRunFailed',
    'MapStateFailed',
    'ExecutionFailed',
  ]);
});

test('an object that is not there is States.ItemReaderFailed, which can be caught', async () => {
  const states = each(readerOf('nowhere', { InputType: 'JSONL' }), {
    Catch: [{ ErrorEquals: ['States.ItemReaderFailed'], Next: 'Caught' }],
  });
  const { status, output } = await account.run({ ...states, Caught: PASS });
  expect({ status, error: output.Error }).toEqual({ status: 'SUCCEEDED', error: 'States.ItemReaderFailed' });
});
