/**
 * S3 that tells SQS and functions what happens, for the tests of that: our own, or the server that TESSERA_JUDGED_EVENTS names
 * (`http://HOST:PORT`), so that a stranger can judge what these tests expect.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Asynchronous, createAsynchronous } from '../lambda/asynchronous.ts';
import type { Authorize, Report } from '../service.ts';
import { scopeOf } from '../signature/verify.ts';
import { createSqs } from '../sqs/server.ts';
import { notificationTargets } from '../wiring/notifications.ts';
import { createS3, type S3Room } from './server.ts';

const judged = process.env.TESSERA_JUDGED_EVENTS;
/** False when another server is judged. */
export const IS_OURS = judged === undefined;

// biome-ignore lint/suspicious/noExplicitAny: what a stranger's server says is looked at, not trusted.
export type Told = any;

const uniqueName = (what: string) => `${what}-${randomBytes(6).toString('hex')}`;

type Options = {
  directory?: string;
  /** What functions do. */
  invoke?: (functionName: string, event: unknown) => Promise<unknown>;
  authorize?: Authorize;
};

export async function startEvents({ directory, ...options }: Options = {}) {
  const folder = directory ?? (await mkdtemp(join(tmpdir(), 'tessera-events-')));
  const lines: string[] = [];
  const own = judged ? undefined : await serve(folder, options, (line) => lines.push(line));
  const endpoint = own?.url ?? judged!;
  const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const s3 = new S3Client({ ...settings, forcePathStyle: true, maxAttempts: 1 });
  const sqs = new SQSClient({ ...settings, maxAttempts: 1 });

  /** Messages as they come, each deleted at once; waits for the first one, and for `least` in all. */
  async function messages(QueueUrl: string, least = 1): Promise<Told[]> {
    const bodies: Told[] = [];
    const until = Date.now() + 15_000;
    while (bodies.length < least && Date.now() < until) {
      const request = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
      for (const { Body, ReceiptHandle } of Messages) {
        bodies.push(JSON.parse(Body!));
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
    return bodies;
  }
  const queue = async (name = uniqueName('queue')) => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    const wanted = { QueueUrl: QueueUrl!, AttributeNames: ['QueueArn' as const] };
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand(wanted));
    return { url: QueueUrl!, arn: Attributes!.QueueArn! };
  };
  const configure = (Bucket: string, configuration: NotificationConfiguration, SkipDestinationValidation = false) =>
    s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: configuration,
        SkipDestinationValidation,
      }),
    );
  const bucket = async () => {
    const Bucket = uniqueName('bucket');
    await s3.send(new CreateBucketCommand({ Bucket }));
    return Bucket;
  };
  return {
    s3,
    sqs,
    /** Only where IS_OURS. */
    room: own?.room as S3Room,
    asynchronous: own?.asynchronous as Asynchronous,
    /** What the twin said to the person who started it. */
    lines,
    queue,
    bucket,
    configure,
    messages,
    /** Records of the messages that come, without tests. */
    records: async (url: string, least = 1): Promise<Told[]> =>
      (await messages(url, least)).flatMap(({ Records = [] }) => Records),
    /** A bucket whose events of these kinds come to a queue; the test is read already. */
    async told(events: string[], rules: { Name: 'prefix' | 'suffix'; Value: string }[] = []) {
      const [Bucket, { url, arn }] = [await bucket(), await queue()];
      const Filter = rules.length > 0 ? { Filter: { Key: { FilterRules: rules } } } : {};
      await configure(Bucket, {
        QueueConfigurations: [{ Id: 'mine', QueueArn: arn, Events: events as [], ...Filter }],
      });
      const [test] = await messages(url);
      return { Bucket, url, arn, test };
    },
    async stop({ keep = false } = {}) {
      s3.destroy();
      sqs.destroy();
      await own?.close();
      if (!keep) await rm(folder, { recursive: true, force: true });
    },
  };
}
/** Both services on one port, told apart by the service that a request is signed for. */
async function serve(folder: string, { invoke = async () => {}, authorize }: Options, report: Report) {
  const credentials = () => ({ secret: 'test', principal: { arn: 'arn:aws:iam::000000000000:user/tester' } });
  const server = createServer((request, response) => {
    const service = scopeOf({ method: request.method ?? 'GET', url: request.url ?? '/', headers: request.headers });
    void (service?.service === 'sqs' ? sqs : room).handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const servicesUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sqs = createSqs({ directory: join(folder, 'sqs'), credentials, servicesUrl, authorize });
  const asynchronous = createAsynchronous({ report });
  const targets = notificationTargets({ sqs: () => sqs, invokeAs: () => invoke, asynchronous, authorize });
  const common = { region: 'us-east-1', credentials, report, targets };
  const room = await createS3({ directory: join(folder, 's3'), ...common });
  room.resume();
  return {
    url: servicesUrl,
    room,
    asynchronous,
    sqs,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await room.close();
      await sqs.close();
    },
  };
}

export type Events = Awaited<ReturnType<typeof startEvents>>;

/** What the refusal says that `promise` must end with: code, message, and the arguments that it names. */
export async function refusalOf(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const { name: code, message } = error;
    const named = Object.entries(error).filter(([field]) => field.startsWith('Argument'));
    return { code, message, ...Object.fromEntries(named) };
  }
  throw new Error('It was not refused.');
}
