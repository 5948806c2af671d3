import { expect, test } from 'vitest';
import { liveUntilKilled } from '../killed-life.fixture.ts';
import { openRoom, temporaryDirectory } from './queue.fixture.ts';

/**
 * Two senders of batches and two workers at once, who say what was answered: `sent N` for each message, `did N` before one is
 * deleted, `gone N` after.
 */
const LIFE = `
import { createSqs } from ${JSON.stringify(new URL('server.ts', import.meta.url).href)};
const [directory, life] = process.argv.slice(1);
const QueueUrl = 'http://x/000000000000/work';
const room = createSqs({ directory, credentials: () => undefined, servicesUrl: 'http://x' });
room.ensureQueue('work', { VisibilityTimeout: '30' });
async function send(sender) {
  for (let i = 0; ; i++) {
    const names = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => [life, sender, i, k].join('-'));
    await room.call('SendMessageBatch', { QueueUrl, Entries: names.map((MessageBody, k) => ({ Id: String(k), MessageBody })) });
    for (const name of names) console.log('sent ' + name);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
async function work() {
  for (;;) {
    const { Messages = [] } = await room.call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 3, WaitTimeSeconds: 20 });
    for (const { Body, ReceiptHandle } of Messages) {
      console.log('did ' + Body);
      await room.call('DeleteMessage', { QueueUrl, ReceiptHandle });
      console.log('gone ' + Body);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
await Promise.all([send(1), send(2), work(), work()]);`;

test('kill -9 in the middle of sends and receives, again and again: nothing acknowledged is lost, nothing deleted comes again', {
  timeout: 60_000,
}, async () => {
  const directory = await temporaryDirectory();
  const said: string[] = [];
  for (let life = 0; life < 4; life++)
    said.push(...(await liveUntilKilled(LIFE, directory, { life, lines: 60 + 13 * life })));
  const of = (word: string) =>
    new Set(said.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1)));
  const [sent, did, gone] = [of('sent'), of('did'), of('gone')];
  expect([sent.size, gone.size]).toEqual([expect.toSatisfy((n) => n > 50), expect.toSatisfy((n) => n > 20)]);

  const { room } = await openRoom({ directory });
  const QueueUrl = 'http://x/000000000000/work';
  room.release(QueueUrl);
  const left = new Set<string>();
  for (;;) {
    const { Messages = [] } = await room.call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
    if (Messages.length === 0) break;
    for (const { Body } of Messages) left.add(Body);
  }
  // What was done and not said to be gone may have been deleted, or not: both is right.
  expect([...sent].filter((name) => !left.has(name) && !did.has(name))).toEqual([]);
  expect([...gone].filter((name) => left.has(name))).toEqual([]);
  const batches = Object.groupBy([...left, ...did], (name) => name.slice(0, name.lastIndexOf('-')));
  const halves = Object.entries(batches).filter(([, names]) => new Set(names).size !== 10);
  expect(halves).toEqual([]);
});
