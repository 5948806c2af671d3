import type { SendMessageBatchCommand, SendMessageBatchCommandOutput, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { sqsSender } from './queue-messages.ts';

type Answer = Partial<SendMessageBatchCommandOutput>;

/** Sends with a client that answers by `respond`; what it was asked. */
function sender(respond: (bodies: string[], call: number) => Answer = () => ({})) {
  const calls: SendMessageBatchCommand['input'][] = [];
  const client = {
    send: async ({ input }: SendMessageBatchCommand) => {
      calls.push(input);
      return respond(
        input.Entries!.map(({ MessageBody }) => MessageBody!),
        calls.length,
      );
    },
  } as unknown as Pick<SQSClient, 'send'>;
  return { calls, send: sqsSender<object>(client, 'http://queue') };
}
const sizes = (calls: SendMessageBatchCommand['input'][]) => calls.map(({ Entries }) => Entries!.length);

it('sends messages as JSON, ten at once, in order; none is no call', async () => {
  const { calls, send } = sender();
  const messages = Array.from({ length: 23 }, (_, photo) => ({ photo }));
  await send(messages);
  await send([]);
  expect(sizes(calls)).toEqual([10, 10, 3]);
  const sent = calls.flatMap(({ Entries }) => Entries!.map(({ MessageBody }) => JSON.parse(MessageBody!)));
  expect(sent).toEqual(messages);
  expect(calls[0]).toMatchObject({ QueueUrl: 'http://queue' });
});

it('a batch has 1 MiB at most', async () => {
  const { calls, send } = sender();
  const text = 'ä'.repeat(150_000);
  await send(Array.from({ length: 5 }, () => ({ text })));
  expect(sizes(calls)).toEqual([3, 2]);
});

it('a delay is each message’s', async () => {
  const { calls, send } = sender();
  await send([{ photo: 1 }], { delaySeconds: 30 });
  expect(calls[0]!.Entries).toMatchObject([{ DelaySeconds: 30 }]);
});

it('what was not taken is sent again, and only that', async () => {
  const { calls, send } = sender((_, call) =>
    call === 1 ? { Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }] } : {},
  );
  await send([{ n: 0 }, { n: 1 }, { n: 2 }]);
  expect(calls.map(({ Entries }) => Entries!.map(({ MessageBody }) => MessageBody))).toEqual([
    ['{"n":0}', '{"n":1}', '{"n":2}'],
    ['{"n":1}'],
  ]);
});

it('a queue that takes nothing is unavailable, after three attempts', async () => {
  const { calls, send } = sender(() => ({ Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] }));
  await expect(send([{ n: 0 }])).rejects.toMatchObject({ code: 'unavailable', retry: true });
  expect(calls).toHaveLength(3);
});

it('a message that is refused for what it is, is a bug, and not sent again', async () => {
  const refused = { Id: '0', Code: 'InvalidMessageContents', Message: 'Invalid characters found.', SenderFault: true };
  const { calls, send } = sender(() => ({ Failed: [refused] }));
  await expect(send([{ n: 0 }])).rejects.toThrow(/InvalidMessageContents.*Invalid characters/);
  expect(calls).toHaveLength(1);
});
