/** How long a Distributed Map takes over 10,000 items whose children do nothing: what the twin itself costs. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListMapRunsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { isInstalled, startServer } from '../scripts/conformance/program.ts';
import { removeFolder, temporaryFolder } from '../test/support/platform.ts';
import { startProgram } from '../test/support/program.ts';
import type { Options, Result } from './bench.ts';
import { median } from './process.ts';

const ITEMS = 10_000;
const BUCKET = 'bench';
const WRITER = { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: BUCKET, Prefix: 'results' } };
/** Ways to run the items. `rest` belongs to the Map. */
const WAYS = [
  { name: 'EXPRESS children', type: 'EXPRESS', rest: {} },
  { name: 'EXPRESS children, results written', type: 'EXPRESS', rest: { ResultWriter: WRITER } },
  {
    name: 'EXPRESS children, batches of 10, results written',
    type: 'EXPRESS',
    rest: { ResultWriter: WRITER, ItemBatcher: { MaxItemsPerBatch: 10 } },
  },
  { name: 'STANDARD children, results written', type: 'STANDARD', rest: { ResultWriter: WRITER } },
] as const;

/** moto, the only other program found that runs a Distributed Map: in memory, JSONPath, a JSON array. */
const PEER = 'moto_server';

export async function benchMapRun({ runs, progress }: Options): Promise<Result> {
  const rows: Result['rows'] = [];
  const measure = async (name: string, run: () => Promise<number>) => {
    const seconds: number[] = [];
    for (let i = 0; i < runs; i++) {
      seconds.push(await run());
      progress(`${name}: ${seconds.at(-1)!.toFixed(2)} s`);
    }
    const middle = median(seconds);
    const worst = Math.max(...seconds);
    rows.push({ name, items: ITEMS, 'median, s': middle, 'worst, s': worst, 'items/s': Math.round(ITEMS / middle) });
    return middle;
  };
  const ours = await withTwin(async (endpoint) => {
    const states = await prepare(endpoint);
    const medians: number[] = [];
    for (const { name, type, rest } of WAYS)
      medians.push(await measure(name, () => runMap(states, jsonataMachine(type, rest))));
    return medians.at(-1)!;
  });
  if (!isInstalled(PEER, '--help'))
    return { rows, ratios: [], skipped: [`moto: ${PEER} is not in PATH (pip install 'moto[server]')`] };
  const peer = await withMoto(async (endpoint) => {
    const states = await prepare(endpoint);
    return measure('moto, STANDARD children, nothing written', () => runMap(states, PEER_MACHINE));
  });
  return { rows, ratios: [{ name: 'moto : STANDARD children', value: peer / ours }], skipped: [] };
}

async function withTwin<T>(work: (endpoint: string) => Promise<T>): Promise<T> {
  const folder = await temporaryFolder();
  const twin = startProgram('local/bare.ts', '--bare', '--port', '0', '--data', join(folder, 'state'));
  try {
    const [, endpoint] = await twin.printed(/ready at (\S+)/);
    return await work(endpoint!);
  } finally {
    await twin.stop();
    await removeFolder(folder);
  }
}

async function withMoto<T>(work: (endpoint: string) => Promise<T>): Promise<T> {
  const server = await startServer((port) => [PEER, '-p', String(port)]);
  try {
    const body = JSON.stringify({ stepfunctions: { execute_state_machine: true } });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${server.url}/moto-api/config`, { method: 'POST', headers, body });
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

/** Puts the items, as a JSON array and as lines, and answers a client of Step Functions. */
async function prepare(endpoint: string): Promise<SFNClient> {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'test' };
  const settings = { endpoint, region: 'us-east-1', credentials };
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const lines = Array.from({ length: ITEMS }, (_, n) => `{"n":${n}}`);
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'items.jsonl', Body: `${lines.join('\n')}\n` }));
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'items.json', Body: `[${lines.join()}]` }));
  return new SFNClient(settings);
}

/** Seconds from the start of the execution to its end, as it says itself. @throws Error when it fails or an item is missing */
async function runMap(states: SFNClient, definition: object): Promise<number> {
  const { stateMachineArn } = await states.send(
    new CreateStateMachineCommand({
      name: `bench-${randomUUID()}`,
      definition: JSON.stringify(definition),
      roleArn: 'arn:aws:iam::000000000000:role/bench',
    }),
  );
  const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn }));
  for (;;) {
    const { status, startDate, stopDate, error } = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'RUNNING') {
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    if (status !== 'SUCCEEDED') throw new Error(`The Map ended ${status} ${error ?? ''}.`);
    const { mapRuns } = await states.send(new ListMapRunsCommand({ executionArn }));
    const run = await states.send(new DescribeMapRunCommand({ mapRunArn: mapRuns![0]!.mapRunArn }));
    if (run.itemCounts?.succeeded !== ITEMS) throw new Error(`${run.itemCounts?.succeeded} items succeeded.`);
    return (stopDate!.getTime() - startDate!.getTime()) / 1000;
  }
}

const reader = (InputType: string, Key: string, parameters: 'Arguments' | 'Parameters') => ({
  Resource: 'arn:aws:states:::s3:getObject',
  ReaderConfig: { InputType },
  [parameters]: { Bucket: BUCKET, Key },
});
const processor = (ExecutionType: string) => ({
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType },
  StartAt: 'Nothing',
  States: { Nothing: { Type: 'Pass', End: true } },
});
const machineOf = (Each: object, rest: object = {}) => ({
  ...rest,
  StartAt: 'Each',
  States: { Each: { Type: 'Map', End: true, ...Each } },
});

/** The children's outputs together are more than may travel between states: they are dropped. */
function jsonataMachine(type: string, rest: object) {
  const Each = { ItemReader: reader('JSONL', 'items.jsonl', 'Arguments'), ItemProcessor: processor(type), Output: {} };
  return machineOf({ ...Each, ...rest }, { QueryLanguage: 'JSONata' });
}

const PEER_MACHINE = machineOf({
  ItemReader: reader('JSON', 'items.json', 'Parameters'),
  ItemProcessor: processor('STANDARD'),
  MaxConcurrency: 100,
  ResultPath: null,
});
