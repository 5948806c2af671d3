/**
 * A running S3 for the tests of this room, and real clients: our own server on a free port, or, so that a stranger can judge
 * what these tests expect, the one that TESSERA_JUDGED_S3 names (`http://KEY:SECRET@127.0.0.1:PORT`).
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  PutBucketCorsCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { createS3, type S3Options, type S3Room } from './server.ts';
import type { CorsRule } from './store/buckets.ts';

const judged = process.env.TESSERA_JUDGED_S3 ? new URL(process.env.TESSERA_JUDGED_S3) : undefined;

/** False when another server is judged: what looks behind the answers, or decides them, cannot be tested there. */
export const IS_OURS = judged === undefined;

/** Another one for every file of tests: there they share one server. */
export const BUCKET = `work-${randomBytes(6).toString('hex')}`;

export const KEY = { accessKeyId: judged?.username ?? 'AKIATESTKEY', secretAccessKey: judged?.password ?? 'secret' };

/** What is behind our own server. */
type Own = { room: S3Room; directory: string; stop(keep: boolean): Promise<void> };
type Options = Partial<S3Options> & { cors?: CorsRule[] };

export type RunningS3 = Awaited<ReturnType<typeof startS3>>;

export async function startS3(options: Options = {}) {
  const own: (Own & { url: string }) | undefined = judged ? undefined : await serve(options);
  const url = own?.url ?? judged!.origin;
  const clients: S3Client[] = [];
  const client = (more: S3ClientConfig = {}) => {
    const made = new S3Client({ endpoint: url, region: 'us-east-1', credentials: KEY, maxAttempts: 1, ...more });
    clients.push(made);
    return made;
  };
  const s3 = client();
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  if (options.cors) {
    const CORSRules = options.cors.map(({ Id, MaxAge, ExposedHeaders, ...rule }) => ({
      ...rule,
      ExposeHeaders: ExposedHeaders,
      MaxAgeSeconds: MaxAge,
    }));
    await s3.send(new PutBucketCorsCommand({ Bucket: BUCKET, CORSConfiguration: { CORSRules } }));
  }
  return {
    url,
    client,
    s3,
    /** Only where IS_OURS. */
    own: own as Own,
    /** Stops serving; the directory stays with `keep`. */
    async stop({ keep = false } = {}) {
      for (const made of clients) made.destroy();
      await own?.stop(keep);
    },
  };
}

async function serve(options: Options): Promise<Own & { url: string }> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'tessera-s3-')));
  const principal = { arn: 'arn:aws:iam::000000000000:role/tester' };
  const room = await createS3({
    directory,
    region: 'us-east-1',
    credentials: (id) => (id === KEY.accessKeyId ? { secret: KEY.secretAccessKey, principal } : undefined),
    ...options,
  });
  const server = createServer((request, response) => void room.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    room,
    directory,
    async stop(keep) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await room.close();
      if (!keep) await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Code and status of the refusal that `promise` must end with. */
export async function refusal(promise: Promise<unknown>): Promise<{ code: string; status: number | undefined }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof S3ServiceException) return { code: error.name, status: error.$metadata.httpStatusCode };
    throw error;
  }
  throw new Error('It was not refused.');
}

/** Every byte value in an order that no period of the code could produce. */
export function noise(bytes: number): Buffer {
  const data = Buffer.alloc(bytes);
  let state = 1;
  for (let i = 0; i < bytes; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    data[i] = state >>> 24;
  }
  return data;
}
