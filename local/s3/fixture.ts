/** A running S3 for the tests of this room: a real server on a free port, and real clients. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client, type S3ClientConfig, S3ServiceException } from '@aws-sdk/client-s3';
import { createS3, type S3Options } from './server.ts';
import type { CorsRule } from './store/buckets.ts';

export const BUCKET = 'work-000000000000';
const KEY = { accessKeyId: 'AKIATESTKEY', secretAccessKey: 'secret' };

export type RunningS3 = Awaited<ReturnType<typeof startS3>>;

export async function startS3(options: Partial<S3Options> & { cors?: CorsRule[] } = {}) {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'tessera-s3-')));
  const principal = { arn: 'arn:aws:iam::000000000000:role/tester' };
  const room = await createS3({
    directory,
    region: 'us-east-1',
    credentials: (id) => (id === KEY.accessKeyId ? { secret: KEY.secretAccessKey, principal } : undefined),
    ...options,
  });
  await room.ensureBucket(BUCKET, { cors: options.cors });
  const server = createServer((request, response) => void room.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients: S3Client[] = [];
  const client = (more: S3ClientConfig = {}) => {
    const made = new S3Client({ endpoint: url, region: 'us-east-1', credentials: KEY, maxAttempts: 1, ...more });
    clients.push(made);
    return made;
  };
  return {
    room,
    url,
    directory,
    client,
    s3: client(),
    /** Stops serving; the directory stays with `keep`. */
    async stop({ keep = false } = {}) {
      for (const made of clients) made.destroy();
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
