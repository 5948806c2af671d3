import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

/** A start of the platform, as far as queues go: 40 messages are sent by the first, all of them worked on by whoever lives long enough. */
const LIFE = `
import { setTimeout } from 'node:timers/promises';
import { createSqs } from ${JSON.stringify(new URL('../sqs/server.ts', import.meta.url).href)};
import { beginMapping } from ${JSON.stringify(new URL('queue-mapping.ts', import.meta.url).href)};
const [directory, life] = process.argv.slice(1);
const QueueUrl = '/000000000000/work';
const sqs = createSqs({ directory, credentials: () => undefined, servicesUrl: 'http://x' });
sqs.ensureQueue('work', { VisibilityTimeout: '600' });
for (let i = 0; life === '0' && i < 40; i++) await sqs.call('SendMessage', { QueueUrl, MessageBody: String(i) });
sqs.release(QueueUrl);
beginMapping(
  { functionName: 'Worker', queueUrl: QueueUrl, queueArn: 'arn', batchSize: 3, windowMs: 0, concurrency: 3, reportsFailures: true },
  {
    sqs: (operation, request, signal) => sqs.call(operation, request, undefined, signal),
    report: (line) => console.log('report ' + line),
    invoke: async (_, { Records }) => {
      await setTimeout(5);
      for (const { body } of Records) console.log('did ' + body);
    },
  },
);
for (;;) {
  const { Attributes } = await sqs.call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
  if (Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible) === 0) process.exit(0);
  await setTimeout(10);
}`;

test('whatever the moment of a kill -9, all messages are worked on in the end, without waiting for their timeout', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'queue-kill-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const said: string[] = [];
  let code: number | null = null;
  for (let life = 0; code !== 0; life++) {
    expect(life).toBeLessThan(20);
    const child = spawn(process.execPath, ['--input-type=module', '-e', LIFE, directory, `${life}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let lines = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      said.push(line);
      lines += 1;
      // The first lives end in the middle of their work, each a little later.
      if (life < 4 && lines === 4 + life) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    code = child.exitCode;
  }
  const done = new Set(said.map((line) => line.replace('did ', '')));
  expect([...done].map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
});
