/** 500 mutations of each S3 request of a session: refused with a code, nothing stored that was not sent, and S3 lives on. */
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import { type BareTwin, startBareTwin } from '../../local/wiring/bare.ts';
import { mutate, mutationsOf } from '../support/mutations.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { type RawAnswer, type RawRequest, sendRaw } from '../support/raw-request.ts';
import { recordSession, resign, SHOT } from '../support/s3-session.ts';

const MUTATIONS = 500;
/** Requests under way: some mutations make a connection wait for its end. */
const AT_ONCE = 16;
const KEY = { accessKeyId: 'mutation', secretAccessKey: 'test' };

let directory: string;
let twin: BareTwin;
const reported: string[] = [];
let s3: S3Client;
let session: Record<string, RawRequest>;

beforeAll(async () => {
  directory = await temporaryFolder();
  twin = await startBareTwin({ dataDirectory: directory, port: 0, report: (line) => reported.push(line) });
  s3 = new S3Client({ endpoint: twin.url, region: 'us-east-1', credentials: KEY });
  await s3.send(new CreateBucketCommand({ Bucket: 'work' }));
  session = await recordSession(twin.url, KEY);
});
afterAll(async () => {
  s3.destroy();
  await twin.close();
  await removeFolder(directory);
});

/** What is wrong with an answer; undefined when nothing is. `signed`: who sent it may do everything. */
function complaint(answer: RawAnswer, method: string, signed: boolean): string | undefined {
  if (!answer) return 'closed without a word';
  const { status, headers, body } = answer;
  const code = /<Code>(\w+)<\/Code>|"__type":"(\w+)"/.exec(body)?.slice(1).join('');
  // An answer to HEAD has no body, and node itself answers what is no HTTP.
  const isBare = method === 'HEAD' || !headers.has('x-amz-request-id');
  if (status >= 500) return signed && status === 501 && (isBare || code === 'NotImplemented') ? undefined : body;
  return status >= 400 && !code && !isBare ? `${status} without a code` : undefined;
}

async function sendAll(signed: boolean): Promise<void> {
  const complaints: string[] = [];
  for (const [name, request] of Object.entries(session))
    await inParallel(mutationsOf(request, MUTATIONS), AT_ONCE, async ({ request: changed, what, seed }) => {
      const outcome = await sendRaw(twin.url, signed ? resign(changed, KEY) : changed).then(
        (answer) => complaint(answer, changed.method, signed),
        (error: Error) => error.message,
      );
      if (outcome) complaints.push(`${name}, seed ${seed}, ${what}: ${outcome}`);
    });
  expect(complaints).toEqual([]);
  expect(reported).toEqual([]);
}

const stored = async () => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'work' }));
  return Contents.map(({ Key }) => Key);
};
const body = async (Key: string) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'work', Key }));
  return Buffer.from(await Body!.transformToByteArray());
};

it('a seed makes the same mutation every time, and seeds differ', () => {
  const request = session['upload of a screenshot']!;
  const made = Array.from({ length: MUTATIONS }, (_, seed) => mutate(request, seed));
  expect(Array.from({ length: MUTATIONS }, (_, seed) => mutate(request, seed))).toEqual(made);
  expect(new Set(made.map(({ request }) => JSON.stringify(request))).size).toBeGreaterThan(MUTATIONS / 2);
  expect(mutationsOf(request, MUTATIONS).length).toBeGreaterThan(MUTATIONS / 2);
});

it('mutations from strangers are refused, and what is there stays as it is', async () => {
  await sendAll(false);
  const upload = 'screenshots/m/shot_1';
  expect((await stored()).filter((key) => key !== upload)).toEqual(['manifest', 'tiles/1']);
  if ((await stored()).includes(upload)) expect(await body(upload)).toEqual(SHOT);
  expect(await body('tiles/1')).toEqual(SHOT);
});

it('mutations that their sender has signed are refused with a code or done', async () => {
  await sendAll(true);
  expect((await sendRaw(twin.url, session['list of tiles']!))?.status).toBe(200);
});
