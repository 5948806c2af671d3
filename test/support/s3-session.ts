/** The requests that a session with the platform sends to S3, as they stand on the wire. */
import { createHash, createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { vi } from 'vitest';
import { s3UploadUrls } from '../../lambdas/media/adapters/s3-upload-urls.ts';
import { canonicalRequest } from '../../local/signature/canonical.ts';
import { signingKey } from '../../local/signature/key.ts';
import type { RawRequest } from './raw-request.ts';

type Key = { accessKeyId: string; secretAccessKey: string };
type Sent = {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
};

const BUCKET = 'work';
export const SHOT = Buffer.from('a screenshot that is not large, as tests have it');

/** Each has been answered with success once; nothing but `tiles/1` and `manifest` is there afterwards. */
export async function recordSession(endpoint: string, credentials: Key): Promise<Record<string, RawRequest>> {
  const client = new S3Client({ endpoint, region: 'us-east-1', credentials });
  let sent: Sent | undefined;
  client.middlewareStack.add(
    (next) => (args) => {
      sent = args.request as Sent;
      return next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'recordSession' },
  );
  const record = async (command: unknown) => {
    const answer = await client.send(command as GetObjectCommand);
    return [rawOf(sent!), answer] as const;
  };
  const at = (Key: string) => ({ Bucket: BUCKET, Key });
  const session: Record<string, RawRequest> = {};
  try {
    session['upload of a screenshot'] = await ticket(endpoint, credentials);
    [session['write of a manifest']] = await record(new PutObjectCommand({ ...at('manifest'), Body: '{"a":1}\n' }));
    await record(new PutObjectCommand({ ...at('tiles/1'), Body: SHOT, ContentType: 'image/webp' }));
    [session['read of a tile']] = await record(new GetObjectCommand(at('tiles/1')));
    [session['part of a manifest']] = await record(new GetObjectCommand({ ...at('manifest'), Range: 'bytes=0-3' }));
    [session['head of a tile']] = await record(new HeadObjectCommand(at('tiles/1')));
    const list = new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'tiles/', Delimiter: '/', MaxKeys: 10 });
    [session['list of tiles']] = await record(list);
    const Objects = [{ Key: 'gone/1' }, { Key: 'gone/2' }];
    [session['deletion of two objects']] = await record(
      new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects } }),
    );
    const [, begun] = await record(new CreateMultipartUploadCommand(at('large')));
    const upload = { ...at('large'), UploadId: (begun as { UploadId?: string }).UploadId };
    const [part, stored] = await record(new UploadPartCommand({ ...upload, PartNumber: 1, Body: SHOT }));
    session['part of an upload'] = part;
    const Parts = [{ PartNumber: 1, ETag: (stored as { ETag?: string }).ETag }];
    const end = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } });
    [session['end of an upload']] = await record(end);
    await record(new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects: [{ Key: 'large' }] } }));
    return session;
  } finally {
    client.destroy();
  }
}

/** What the ticket's URL and headers make of a screenshot: signed by the platform's own adapter, sent by nobody yet. */
async function ticket(endpoint: string, { accessKeyId, secretAccessKey }: Key): Promise<RawRequest> {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', endpoint).stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId).stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
  const sha256 = createHash('sha256').update(SHOT).digest('hex');
  const file = { key: 'screenshots/m/shot_1', bytes: SHOT.length, type: 'image/png', sha256 };
  const { url, headers } = await s3UploadUrls(BUCKET).sign(file);
  vi.unstubAllEnvs();
  const { host, pathname, search } = new URL(url);
  return { method: 'PUT', target: pathname + search, headers: Object.entries({ host, ...headers }), body: SHOT };
}

function rawOf({ method, path, query, headers, body }: Sent): RawRequest {
  const search = new URLSearchParams(query).toString();
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(body as Uint8Array);
  return { method, target: search ? `${path}?${search}` : path, headers: Object.entries(headers), body: bytes };
}

/**
 * As if the caller had meant it: body hash, checksum and signature fit what the request has become, so that what lies behind
 * the signature meets it, too. What cannot be signed any more stays as it is.
 */
export function resign(request: RawRequest, { secretAccessKey }: Key): RawRequest {
  const own: Record<string, string> = {
    'x-amz-content-sha256': createHash('sha256').update(request.body).digest('hex'),
    'x-amz-checksum-crc32': Buffer.from(crc32(request.body).toString(16).padStart(8, '0'), 'hex').toString('base64'),
  };
  const headers = request.headers.map(([name, value]): [string, string] => [name, own[name] ?? value]);
  const byName = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
  const authorization = byName.authorization ?? '';
  const match = /Credential=[^/]+\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+)/.exec(authorization);
  if (!match) return request;
  const [, date, region, names] = match as unknown as [string, string, string, string];
  const scope = `${date}/${region}/s3/aws4_request`;
  const raw = { method: request.method, url: request.target, headers: byName };
  try {
    const canonical = canonicalRequest(raw, names.split(';'), 's3', byName['x-amz-content-sha256'] ?? '');
    const hash = createHash('sha256').update(canonical).digest('hex');
    const text = ['AWS4-HMAC-SHA256', byName['x-amz-date'], scope, hash].join('\n');
    const key = signingKey(secretAccessKey, { date, region, service: 's3' });
    const signature = createHmac('sha256', key).update(text).digest('hex');
    const signed = authorization.replace(/Signature=.*$/, `Signature=${signature}`);
    return { ...request, headers: headers.map(([n, v]) => [n, n.toLowerCase() === 'authorization' ? signed : v]) };
  } catch {
    // A path with a broken percent sign has no canonical form.
    return request;
  }
}
