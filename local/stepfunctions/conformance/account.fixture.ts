/**
 * What the conformance tests speak to: S3 and Step Functions of the bare twin, or of whatever listens at TESSERA_JUDGED_STATES
 * (`http://KEY:SECRET@HOST:PORT`). They see what any client sees, and need no functions: what must fail reads an object that
 * is not there.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as s3 from '@aws-sdk/client-s3';
import * as sfn from '@aws-sdk/client-sfn';
import { afterAll, beforeAll } from 'vitest';
import { startBareTwin } from '../../wiring/bare.ts';

export type Account = Awaited<ReturnType<typeof openAccount>>;

/** An account for the tests of a file, with one bucket. */
export function useAccount(): Account {
  const account = {} as Account;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const { url, end } = await endpoint();
    close = end;
    Object.assign(account, await openAccount(url));
  });
  afterAll(async () => {
    account.destroy?.();
    await close?.();
  });
  return account;
}

async function endpoint() {
  const judged = process.env.TESSERA_JUDGED_STATES;
  if (judged) return { url: new URL(judged), end: async () => {} };
  const directory = await mkdtemp(join(tmpdir(), 'states-conformance-'));
  const twin = await startBareTwin({ dataDirectory: join(directory, 'state'), port: 0, report: () => {} });
  const end = async () => {
    await twin.close();
    await rm(directory, { recursive: true, force: true });
  };
  return { url: new URL(twin.url.replace('//', '//test:test@')), end };
}

async function openAccount({ origin, username, password }: URL) {
  const settings = {
    endpoint: origin,
    region: 'us-east-1',
    credentials: { accessKeyId: username, secretAccessKey: password },
  };
  const buckets = new s3.S3Client({ ...settings, forcePathStyle: true });
  const states = new sfn.SFNClient({ ...settings, disableHostPrefix: true });
  const Bucket = `tests-${randomUUID()}`;
  await buckets.send(new s3.CreateBucketCommand({ Bucket }));

  const describe = (executionArn: string) => states.send(new sfn.DescribeExecutionCommand({ executionArn }));
  async function outcome(executionArn: string) {
    for (;;) {
      const execution = await describe(executionArn);
      if (execution.status !== 'RUNNING') return { ...execution, arn: executionArn, output: parsed(execution.output) };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  return {
    Bucket,
    states,
    outcome,
    async put(Key: string, Body: string) {
      await buckets.send(new s3.PutObjectCommand({ Bucket, Key, Body }));
    },
    async get(Key: string): Promise<string> {
      const { Body } = await buckets.send(new s3.GetObjectCommand({ Bucket, Key }));
      return Body!.transformToString();
    },
    async start(machineStates: Record<string, object>, input: unknown = {}, rest: object = {}): Promise<string> {
      const definition = {
        QueryLanguage: 'JSONata',
        StartAt: Object.keys(machineStates)[0],
        States: machineStates,
        ...rest,
      };
      const { stateMachineArn } = await states.send(
        new sfn.CreateStateMachineCommand({
          name: `test-${randomUUID()}`,
          definition: JSON.stringify(definition),
          roleArn: 'arn:aws:iam::000000000000:role/tests',
        }),
      );
      const { executionArn } = await states.send(
        new sfn.StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
      );
      return executionArn!;
    },
    /** Runs states to the end. */
    async run(machineStates: Record<string, object>, input: unknown = {}, rest: object = {}) {
      return outcome(await this.start(machineStates, input, rest));
    },
    async redrive(executionArn: string) {
      await states.send(new sfn.RedriveExecutionCommand({ executionArn }));
      return outcome(executionArn);
    },
    async history(executionArn: string): Promise<sfn.HistoryEvent[]> {
      const { events } = await states.send(new sfn.GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
      return events!;
    },
    /** The only Map run of an execution. */
    async mapRun(executionArn: string) {
      const { mapRuns } = await states.send(new sfn.ListMapRunsCommand({ executionArn }));
      if (mapRuns?.length !== 1) throw new Error(`${mapRuns?.length} Map runs`);
      return states.send(new sfn.DescribeMapRunCommand({ mapRunArn: mapRuns[0]!.mapRunArn! }));
    },
    destroy() {
      buckets.destroy();
      states.destroy();
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the state machine makes.
const parsed = (output: string | undefined): any => (output === undefined ? undefined : JSON.parse(output));

export const PASS = { Type: 'Pass', End: true };

/** Reads the object of that key, and fails while it is not there. */
export const readObject = (Bucket: string, Key: string, rest: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:s3:getObject',
  Arguments: { Bucket, Key },
  Output: '{% $states.result.Body %}',
  End: true,
  ...rest,
});

/** A Distributed Map of these states. */
export const distributed = (States: Record<string, object>, rest: object = {}, ExecutionType = 'EXPRESS') => ({
  Type: 'Map',
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType },
    StartAt: Object.keys(States)[0],
    States,
  },
  End: true,
  ...rest,
});
