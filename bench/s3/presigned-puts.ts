/** Uploads by ticket: each one is signed by the platform's own adapter and sent by fetch, as the commands do. */
import { createHash, randomBytes } from 'node:crypto';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import { s3UploadUrls } from '../../lambdas/media/adapters/s3-upload-urls.ts';
import type { KeyedServer } from '../../scripts/conformance/servers.ts';
import { BUCKET } from './large-object.ts';

/** A screenshot of a city at 1280 x 1024 px, as PNG. */
export const PUT_BYTES = 100_000;
const PUTS = 1000;
/** As many as a browser keeps to one host. */
const AT_ONCE = 6;

/** @returns uploads a second, hashing and signing included */
export async function presignedPuts({ url, key }: KeyedServer): Promise<number> {
  process.env.AWS_ENDPOINT_URL_S3 = url;
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = key.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = key.secretAccessKey;
  const urls = s3UploadUrls(BUCKET);
  const pictures = Array.from({ length: PUTS }, () => randomBytes(PUT_BYTES));
  const started = performance.now();
  await inParallel(pictures, AT_ONCE, async (picture, i) => {
    const sha256 = createHash('sha256').update(picture).digest('hex');
    const ticket = await urls.sign({ key: `screenshots/${i}`, bytes: PUT_BYTES, type: 'image/png', sha256 });
    const { 'content-length': _, ...headers } = ticket.headers;
    const response = await fetch(ticket.url, { method: 'PUT', headers, body: picture });
    const text = await response.text();
    if (!response.ok) throw new Error(`PUT answered ${response.status}: ${text}`);
  });
  return PUTS / ((performance.now() - started) / 1000);
}
