/** What lies in a running platform, behind its API: for tests that look whether something is really gone, or break something. */
import {
  type Bucket,
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  SFNClient,
  type StateMachineListItem,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { operator } from './operator.ts';

export type StoredObject = { bucket: string; key: string; etag: string; modified: number };
export type Inside = Awaited<ReturnType<typeof inside>>;

/** @param directory the platform's data folder, which holds the operator's key */
export async function inside(url: string, directory: string) {
  const settings = await operator(url, directory);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const states = new SFNClient(settings);

  // Of the templates: they stay, and are asked for as often as anything in them.
  let machines: StateMachineListItem[] | undefined;
  let buckets: Bucket[] | undefined;
  async function machine(name: RegExp): Promise<string> {
    machines ??= (await states.send(new ListStateMachinesCommand({}))).stateMachines;
    return machines!.find((each) => name.test(each.name!))!.stateMachineArn!;
  }
  const executionArn = async (machineName: RegExp, name: string) =>
    `${(await machine(machineName)).replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    /** Every object whose key holds this text, of all buckets. */
    async objects(text: string): Promise<StoredObject[]> {
      const found: StoredObject[] = [];
      buckets ??= (await s3.send(new ListBucketsCommand({}))).Buckets;
      for (const { Name: bucket } of buckets!) {
        for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
          for (const { Key, ETag, LastModified } of page.Contents ?? []) {
            if (Key!.includes(text)) {
              found.push({ bucket: bucket!, key: Key!, etag: ETag!, modified: LastModified!.getTime() });
            }
          }
        }
      }
      return found;
    },
    /** What the objects hold, one after the other. */
    async text(objects: StoredObject[]): Promise<string> {
      const texts: string[] = [];
      for (const { bucket, key } of objects) {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        texts.push(await Body!.transformToString());
      }
      return texts.join('\n');
    },
    remove: ({ bucket, key }: StoredObject) => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })),
    /** Executions of the state machine with such a name, whose own names begin so: name -> status. */
    async executions(machineName: RegExp, prefix: string): Promise<Record<string, string>> {
      const stateMachineArn = await machine(machineName);
      const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn }));
      const own = executions.filter(({ name }) => name!.startsWith(prefix));
      return Object.fromEntries(own.map(({ name, status }) => [name!, status!]));
    },
    /** Ends an execution as an operator would in the console. */
    async stop(machineName: RegExp, name: string): Promise<void> {
      const why = { error: 'Operator', cause: 'A test stopped it.' };
      await states.send(new StopExecutionCommand({ executionArn: await executionArn(machineName, name), ...why }));
    },
    /** Whether an execution has come to a state. */
    async hasEntered(machineName: RegExp, name: string, state: string): Promise<boolean> {
      const input = { executionArn: await executionArn(machineName, name) };
      for await (const page of paginateGetExecutionHistory({ client: states }, input)) {
        if (page.events?.some(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === state)) return true;
      }
      return false;
    },
  };
}
