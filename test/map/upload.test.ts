/** Upload tickets against the twin's S3: what is signed is what may be uploaded, once. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { s3UploadUrls } from '../../lambdas/media/adapters/s3-upload-urls.ts';
import { createS3 } from '../../local/s3/server.ts';
import { serve } from '../support/serve.ts';

let directory: string;
let served: Awaited<ReturnType<typeof serve>>;
const body = Buffer.from('the picture');
const sha256 = createHash('sha256').update(body).digest('hex');

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'map-upload-'));
  const principal = { arn: 'arn:aws:iam::000000000000:role/test' };
  const room = await createS3({ directory, region: 'us-east-1', credentials: () => ({ secret: 'secret', principal }) });
  await room.ensureBucket('work');
  served = await serve(room);
});
// Each test's environment is put back at its end.
beforeEach(() => {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', served.url).stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id').stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterAll(async () => {
  await served.close();
  await rm(directory, { recursive: true, force: true });
});

async function put(key: string, sent: Buffer, changes: Record<string, string> = {}): Promise<number> {
  const { url, headers } = await s3UploadUrls('work').sign({ key, bytes: body.length, type: 'image/png', sha256 });
  const { 'content-length': _, ...others } = headers;
  return (await fetch(url, { method: 'PUT', headers: { ...others, ...changes }, body: new Uint8Array(sent) })).status;
}

it('takes exactly the announced file, and only once', async () => {
  expect(await put('screenshots/m/one', body)).toBe(200);
  expect(await put('screenshots/m/one', body)).toBe(412);
});

it('refuses another length, type, content or checksum, and stores nothing of it', async () => {
  const key = 'screenshots/m/two';
  expect(await put(key, Buffer.concat([body, body]))).toBe(403);
  expect(await put(key, body, { 'content-type': 'image/webp' })).toBe(403);
  expect(await put(key, Buffer.from('the pictura'))).toBe(400);
  const other = createHash('sha256').update('x').digest('base64');
  expect(await put(key, body, { 'x-amz-checksum-sha256': other })).toBe(403);
  expect(await put(key, body)).toBe(200);
});
