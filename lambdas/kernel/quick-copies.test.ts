import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { quickCopies } from './quick-copies.ts';
import { counted, measured } from './usage.ts';

type Sent = { path: string; headers: Record<string, string> };
type Answer = { status: number; body: string } | Error;

const DONE: Answer = { status: 200, body: '<CopyObjectResult><ETag>"e"</ETag></CopyObjectResult>' };
const refused = (status: number, code: string): Answer => ({
  status,
  body: `<Error><Code>${code}</Code><Message>it is ${code}</Message></Error>`,
});

/** S3 that gives these answers one after the other, and the last of them again and again. */
function answering(...answers: Answer[]) {
  const sent: (Sent & { bySdk: boolean })[] = [];
  const handle = async ({ path, headers }: Sent) => {
    sent.push({ path, headers, bySdk: 'amz-sdk-invocation-id' in headers });
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (answer instanceof Error) throw answer;
    const body = Readable.from([Buffer.from(answer.body)]);
    return { response: { statusCode: answer.status, headers: { 'content-type': 'application/xml' }, body } };
  };
  const client = counted(
    new S3Client({
      ...{ region: 'eu-west-1', credentials: { accessKeyId: 'A', secretAccessKey: 'B', sessionToken: 'T' } },
      ...{ requestHandler: { handle } as never, maxAttempts: 1 },
    }),
  );
  return { copy: quickCopies(client, 'tiles'), sent };
}

it('has the SDK make the first request, and sends the same with other keys, signed anew', async () => {
  const { copy, sent } = answering(DONE);
  const { usage } = await measured(async () => {
    await copy('tiles/a/1/0/0.webp', 'tiles/b/1/0/0.webp');
    await copy('tiles/a/1/0/1 (ä).webp', 'tiles/b/1/0/1 (ä).webp');
  });
  expect(sent.map(({ bySdk }) => bySdk)).toEqual([true, false]);
  const [first, second] = [sent[0]!, sent[1]!];
  expect(second.path).toBe('/tiles/b/1/0/1%20(%C3%A4).webp');
  expect(second.headers).toMatchObject({
    'x-amz-copy-source': 'tiles/tiles/a/1/0/1%20(%C3%A4).webp',
    'x-amz-security-token': 'T',
    host: first.headers.host,
    authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 .*SignedHeaders=[^,]*host[^,]*x-amz-copy-source/),
  });
  expect(second.headers.authorization).not.toBe(first.headers.authorization);
  expect(usage.requests).toEqual({ 's3:CopyObject': 2 });
});

it.each(['"0af1"', '&quot;0af1&quot;', '&#34;0af1&#34;'])(
  'answers the ETag %s without its quotes, by both ways',
  async (tag) => {
    const { copy, sent } = answering({ status: 200, body: `<CopyObjectResult><ETag>${tag}</ETag></CopyObjectResult>` });
    expect([await copy('a', 'b'), await copy('a', 'c')]).toEqual(['0af1', '0af1']);
    expect(sent.map(({ bySdk }) => bySdk)).toEqual([true, false]);
  },
);

it.each([
  ['an error after the head of an answer', refused(200, 'InternalError')],
  ['a refusal', refused(500, 'InternalError')],
  ['a broken connection', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
])('lets the SDK ask again after %s', async (_, answer) => {
  const { copy, sent } = answering(DONE, answer, DONE);
  await copy('a', 'b');
  await copy('c', 'd');
  expect(sent.map(({ path, bySdk }) => [path, bySdk])).toEqual([
    ['/b', true],
    ['/d', false],
    ['/d', true],
  ]);
});

it('leaves all that comes to the SDK once S3 wants to be asked less often', async () => {
  const { copy, sent } = answering(DONE, refused(503, 'SlowDown'), DONE);
  for (const to of ['b', 'd', 'f']) await copy('a', to);
  expect(sent.map(({ path, bySdk }) => [path, bySdk])).toEqual([
    ['/b', true],
    ['/d', false],
    ['/d', true],
    ['/f', true],
  ]);
});

it('fails as the SDK does, with its names', async () => {
  const { copy } = answering(DONE, refused(404, 'NoSuchKey'));
  await copy('a', 'b');
  await expect(copy('gone', 'd')).rejects.toMatchObject({ name: 'NoSuchKey', message: 'it is NoSuchKey' });
});
