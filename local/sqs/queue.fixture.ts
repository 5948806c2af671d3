/** What the tests of SQS speak to: the twin's room, or whatever listens at TESSERA_JUDGED_SQS (docs/conformance.md). */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sqs from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import type { Authorize } from '../service.ts';
import { queueArn } from './arns.ts';
import { createSqs, type SqsRoom } from './server.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
const CALLER = 'arn:aws:sts::000000000000:assumed-role/Caller/fn';

export const judged = process.env.TESSERA_JUDGED_SQS;

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'tessera-sqs-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** The room on a port of its own, until the test ends. */
export async function openRoom(
  options: { directory?: string; authorize?: Authorize; now?: () => number } = {},
): Promise<{ room: SqsRoom; endpoint: string; close(): Promise<void> }> {
  const directory = options.directory ?? (await temporaryDirectory());
  let room: SqsRoom | undefined;
  const server = createServer((request, response) => void room?.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = () => ({ secret: CREDENTIALS.secretAccessKey, principal: { arn: CALLER } });
  const opened = createSqs({ ...options, directory, credentials, servicesUrl: endpoint });
  room = opened;
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await opened.close();
  };
  onTestFinished(close);
  return { room: opened, endpoint, close };
}

export function clientOf(endpoint: string, credentials = CREDENTIALS): sqs.SQSClient {
  const client = new sqs.SQSClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

/** A client, and a way to make queues with names of their own. */
export async function openQueues(options: Parameters<typeof openRoom>[0] = {}) {
  const endpoint = judged ?? (await openRoom(options)).endpoint;
  const client = clientOf(endpoint);
  const makeQueue = async (Attributes: Record<string, string> = {}) => {
    const name = `q-${randomUUID()}`;
    const { QueueUrl } = await client.send(new sqs.CreateQueueCommand({ QueueName: name, Attributes }));
    return queueOf(client, name, QueueUrl!);
  };
  return { client, endpoint, makeQueue };
}

export type TestQueue = Awaited<ReturnType<Awaited<ReturnType<typeof openQueues>>['makeQueue']>>;

function queueOf(client: sqs.SQSClient, name: string, url: string) {
  return {
    name,
    url,
    arn: judged ? `arn:aws:sqs:us-east-1:${url.split('/').at(-2)}:${name}` : queueArn(name),
    send: (MessageBody: string, more: Partial<sqs.SendMessageCommandInput> = {}) =>
      client.send(new sqs.SendMessageCommand({ QueueUrl: url, MessageBody, ...more })),
    sendAll: (bodies: string[]) =>
      client.send(
        new sqs.SendMessageBatchCommand({
          QueueUrl: url,
          Entries: bodies.map((MessageBody, i) => ({ Id: `${i}`, MessageBody })),
        }),
      ),
    /** Messages, none when there are none. */
    receive: async (more: Partial<sqs.ReceiveMessageCommandInput> = {}): Promise<sqs.Message[]> => {
      const { Messages = [] } = await client.send(new sqs.ReceiveMessageCommand({ QueueUrl: url, ...more }));
      return Messages;
    },
    delete: ({ ReceiptHandle }: sqs.Message) =>
      client.send(new sqs.DeleteMessageCommand({ QueueUrl: url, ReceiptHandle })),
    hide: ({ ReceiptHandle }: sqs.Message, VisibilityTimeout: number) =>
      client.send(new sqs.ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout })),
    attributes: async (...AttributeNames: sqs.QueueAttributeName[]) => {
      const wanted = AttributeNames.length > 0 ? AttributeNames : (['All'] as const);
      const command = new sqs.GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...wanted] });
      return (await client.send(command)).Attributes ?? {};
    },
    set: (Attributes: Record<string, string>) =>
      client.send(new sqs.SetQueueAttributesCommand({ QueueUrl: url, Attributes })),
    /** Visible, in flight, delayed. */
    async counts() {
      const found = await this.attributes(
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      );
      return [
        Number(found.ApproximateNumberOfMessages),
        Number(found.ApproximateNumberOfMessagesNotVisible),
        Number(found.ApproximateNumberOfMessagesDelayed),
      ];
    },
  };
}

/** Where messages of a queue go that were received so often. */
export const redriveTo = ({ arn }: Pick<TestQueue, 'arn'>, maxReceiveCount: number) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount }),
});
