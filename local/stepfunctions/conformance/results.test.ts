/** What a Distributed Map answers, and what its ResultWriter writes. */
import { expect, test } from 'vitest';
import { distributed, PASS, useAccount } from './account.fixture.ts';

const account = useAccount();

/** Numbers below zero fail. */
const FAIL_BELOW_ZERO = {
  Choose: { Type: 'Choice', Choices: [{ Condition: '{% $states.input < 0 %}', Next: 'Broken' }], Default: 'Fine' },
  Broken: { Type: 'Fail', Error: 'Broken', Cause: 'as asked' },
  Fine: { ...PASS, Output: { n: '{% $states.input %}' } },
};
const writer = (Prefix: string, WriterConfig?: object) => ({
  Resource: 'arn:aws:states:::s3:putObject',
  Arguments: { Bucket: account.Bucket, Prefix },
  ...(WriterConfig ? { WriterConfig } : {}),
});
const machine = (rest: object, type = 'EXPRESS') => ({
  Each: distributed(FAIL_BELOW_ZERO, { Label: 'Stage', MaxConcurrency: 1, ...rest }, type),
});
const json = async (key: string) => JSON.parse(await account.get(key));
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);

test('the manifest names a file for each outcome, and the files hold every child with its metadata', async () => {
  const { arn, output, status } = await account.run(
    machine({ ResultWriter: writer('all'), ToleratedFailureCount: 1 }, 'STANDARD'),
    [1, -1, 2],
  );
  const run = await account.mapRun(arn);
  const folder = `all/${run.mapRunArn!.split(':').at(-1)}`;
  expect({ status, output }).toEqual({
    status: 'SUCCEEDED',
    output: {
      MapRunArn: run.mapRunArn,
      ResultWriterDetails: { Bucket: account.Bucket, Key: `${folder}/manifest.json` },
    },
  });
  const succeeded = await account.get(`${folder}/SUCCEEDED_0.json`);
  const failed = await account.get(`${folder}/FAILED_0.json`);
  expect(await json(`${folder}/manifest.json`)).toEqual({
    DestinationBucket: account.Bucket,
    MapRunArn: run.mapRunArn,
    ResultFiles: {
      FAILED: [{ Key: `${folder}/FAILED_0.json`, Size: Buffer.byteLength(failed) }],
      PENDING: [],
      SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: Buffer.byteLength(succeeded) }],
    },
  });
  const child = (rest: object) => ({
    ExecutionArn: expect.stringMatching(/^arn:aws:states:us-east-1:\d{12}:execution:test-[^:]+\/Stage:[^:]+$/),
    InputDetails: { Included: true },
    Name: expect.any(String),
    RedriveCount: 0,
    StartDate: TIME,
    StateMachineArn: expect.stringMatching(/^arn:aws:states:us-east-1:\d{12}:stateMachine:test-[^:]+\/Stage$/),
    StopDate: TIME,
    ...rest,
  });
  const one = (n: number) =>
    child({ Input: `${n}`, Output: `{"n":${n}}`, OutputDetails: { Included: true }, Status: 'SUCCEEDED' });
  expect(JSON.parse(succeeded)).toEqual([one(1), one(2)]);
  expect(JSON.parse(failed)).toEqual([child({ Input: '-1', Error: 'Broken', Cause: 'as asked', Status: 'FAILED' })]);
  expect(run.itemCounts).toMatchObject({ resultsWritten: 3 });
});

test('what never began is PENDING in the files of a failed Map run', async () => {
  const { arn, status } = await account.run(machine({ ResultWriter: writer('cut') }), [1, -1, 2, 3]);
  expect(status).toBe('FAILED');
  const folder = `cut/${(await account.mapRun(arn)).mapRunArn!.split(':').at(-1)}`;
  const { ResultFiles } = await json(`${folder}/manifest.json`);
  const inputs = async (kind: string) =>
    (await json(ResultFiles[kind][0].Key)).map(({ Input, Status }: Record<string, string>) => `${Input} ${Status}`);
  expect(await inputs('SUCCEEDED')).toEqual(['1 SUCCEEDED']);
  expect(await inputs('FAILED')).toEqual(['-1 FAILED']);
  expect(await inputs('PENDING')).toEqual(['2 PENDING', '3 PENDING']);
});

test.each([
  [{ OutputType: 'JSON', Transformation: 'COMPACT' }, 'SUCCEEDED_0.json', '[[1,2],[3]]'],
  [{ OutputType: 'JSON', Transformation: 'FLATTEN' }, 'SUCCEEDED_0.json', '[1,2,3]'],
  [{ OutputType: 'JSONL', Transformation: 'FLATTEN' }, 'SUCCEEDED_0.jsonl', '1\n2\n3\n'],
  [{ OutputType: 'JSONL', Transformation: 'COMPACT' }, 'SUCCEEDED_0.jsonl', '[1,2]\n[3]\n'],
])('%j is written as asked', async (config, file, text) => {
  const states = { Each: distributed({ Pass: PASS }, { ResultWriter: writer('kinds', config) }) };
  const { output } = await account.run(states, [[1, 2], [3]]);
  expect(await account.get(output.ResultWriterDetails.Key.replace('manifest.json', file))).toBe(text);
});

test.each([
  ['COMPACT', [[1, 2], [3]]],
  ['FLATTEN', [1, 2, 3]],
])('%s without a place to write to shapes the output', async (Transformation, output) => {
  const states = { Each: distributed({ Pass: PASS }, { ResultWriter: { WriterConfig: { Transformation } } }) };
  expect((await account.run(states, [[1, 2], [3]])).output).toEqual(output);
});

test('without a writer a tolerated failure stands among the outputs with its metadata', async () => {
  const { output } = await account.run(machine({ ToleratedFailurePercentage: 50 }), [1, -1]);
  expect(output).toEqual([{ n: 1 }, expect.objectContaining({ Status: 'FAILED', Error: 'Broken', Input: '-1' })]);
});

test('a bucket that is not there is States.ResultWriterFailed', async () => {
  const states = machine({ ResultWriter: { ...writer('x'), Arguments: { Bucket: 'nowhere-at-all', Prefix: 'x' } } });
  expect(await account.run(states, [1])).toMatchObject({ status: 'FAILED', error: 'States.ResultWriterFailed' });
});
