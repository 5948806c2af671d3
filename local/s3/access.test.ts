import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, IS_OURS, KEY, type RunningS3, refusal, startS3 } from './fixture.ts';

const PAGE = 'http://127.0.0.1:4700';
let running: RunningS3;
const denied: string[] = [];
beforeAll(async () => {
  running = await startS3({
    authorize: ({ principal, action, resource }) => {
      if (denied.includes(`${action} ${resource}`))
        throw Object.assign(new Error(`${principal?.arn} may not ${action} on ${resource}`), { name: 'AccessDenied' });
    },
    cors: [
      {
        AllowedOrigins: [PAGE, 'https://*.example.com'],
        AllowedMethods: ['PUT', 'GET'],
        AllowedHeaders: ['content-*'],
        ExposedHeaders: ['ETag'],
        MaxAge: 600,
      },
      { AllowedOrigins: ['*'], AllowedMethods: ['GET'] },
    ],
  });
});
afterAll(() => running.stop());

const code = async (response: Response) => /<Code>(.*)<\/Code>/.exec(await response.text())?.[1];
const presignPut = (Key: string, more = {}, options = {}) =>
  getSignedUrl(
    running.client({ requestChecksumCalculation: 'WHEN_REQUIRED' }),
    new PutObjectCommand({ Bucket: BUCKET, Key, ...more }),
    { expiresIn: 60, ...options },
  );
const body = (text: string, headers: Record<string, string> = {}) => ({ method: 'PUT', body: text, headers });

describe('a presigned PUT', () => {
  it('stores what it was signed for', async () => {
    const url = await presignPut(
      'signed/1',
      { ContentType: 'image/png', ContentLength: 5 },
      {
        signableHeaders: new Set(['host', 'content-type', 'content-length']),
      },
    );
    expect(await code(await fetch(url, body('hello', { 'content-type': 'text/html' })))).toBe('SignatureDoesNotMatch');
    expect(await code(await fetch(url, body('hello!', { 'content-type': 'image/png' })))).toBe('SignatureDoesNotMatch');
    expect((await fetch(url, body('hello', { 'content-type': 'image/png' }))).status).toBe(200);
    const head = await running.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'signed/1' }));
    expect(head).toMatchObject({ ContentLength: 5, ContentType: 'image/png' });
  });

  it('stores once with If-None-Match', async () => {
    const url = await presignPut('signed/2', { IfNoneMatch: '*' }, { unhoistableHeaders: new Set(['if-none-match']) });
    expect((await fetch(url, body('1', { 'if-none-match': '*' }))).status).toBe(200);
    const again = await fetch(url, body('2', { 'if-none-match': '*' }));
    expect([again.status, await code(again)]).toEqual([412, 'PreconditionFailed']);
  });

  it('obeys the checksum in its query', async () => {
    const url = await presignPut('signed/3', { ChecksumCRC32: 'NhCmhg==' });
    expect(await code(await fetch(url, body('other')))).toBe('BadDigest');
    expect((await fetch(url, body('hello'))).status).toBe(200);
  });

  it('expires', async () => {
    const signed = (secondsAgo: number) => ({ signingDate: new Date(Date.now() - secondsAgo * 1000) });
    const late = await fetch(await presignPut('signed/4', {}, signed(62)), body('x'));
    expect([late.status, await late.text()]).toEqual([403, expect.stringMatching(/AccessDenied.*Request has expired/)]);
  });
});

describe('a request', () => {
  it('without a signature is refused with an error document', async () => {
    const response = await fetch(`${running.url}/${BUCKET}/signed/1`);
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toBe('application/xml');
    const id = response.headers.get('x-amz-request-id');
    expect(await response.text()).toMatch(
      new RegExp(
        `^<\\?xml.*<Error><Code>AccessDenied</Code>.*<Resource>/${BUCKET}/signed/1</Resource><RequestId>${id}<`,
        's',
      ),
    );
  });

  it('with a wrong secret or region is refused', async () => {
    const send = (more: object) => refusal(running.client(more).send(new ListObjectsV2Command({ Bucket: BUCKET })));
    const credentials = { ...KEY, secretAccessKey: 'other' };
    expect(await send({ credentials })).toEqual({ code: 'SignatureDoesNotMatch', status: 403 });
    expect(await send({ region: 'eu-west-1' })).toEqual({ code: 'AuthorizationHeaderMalformed', status: 400 });
  });

  it.runIf(IS_OURS)('of a key that nobody has is refused', async () => {
    const nobody = running.client({ credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' } });
    const listed = nobody.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    expect(await refusal(listed)).toEqual({ code: 'InvalidAccessKeyId', status: 403 });
  });

  it.runIf(IS_OURS)(
    'that the account does not allow is refused, and absence is not told to who may not list',
    async () => {
      const get = (Key: string) => refusal(running.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key })));
      expect(await get('absent')).toEqual({ code: 'NoSuchKey', status: 404 });
      denied.push(`s3:ListBucket arn:aws:s3:::${BUCKET}`, `s3:PutObject arn:aws:s3:::${BUCKET}/locked`);
      expect(await get('absent')).toEqual({ code: 'AccessDenied', status: 403 });
      const put = new PutObjectCommand({ Bucket: BUCKET, Key: 'locked', Body: 'x' });
      expect(await refusal(running.s3.send(put))).toEqual({ code: 'AccessDenied', status: 403 });
      denied.length = 0;
      expect(await get('locked')).toEqual({ code: 'NoSuchKey', status: 404 });
    },
  );
});

describe('CORS', () => {
  const preflight = (origin: string, method: string, headers = '') =>
    fetch(`${running.url}/${BUCKET}/any`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        ...(headers && { 'access-control-request-headers': headers }),
      },
    });

  it('answers a preflight by the first rule that fits', async () => {
    const { status, headers } = await preflight(PAGE, 'PUT', 'Content-Type, content-md5');
    expect([status, Object.fromEntries(headers)]).toMatchObject([
      200,
      {
        'access-control-allow-origin': PAGE,
        'access-control-allow-methods': 'PUT, GET',
        'access-control-allow-headers': 'content-type, content-md5',
        'access-control-expose-headers': 'ETag',
        'access-control-max-age': '600',
      },
    ]);
    expect((await preflight('https://a.example.com', 'PUT')).status).toBe(200);
    expect((await preflight('https://other.org', 'GET')).headers.get('access-control-allow-origin')).toBe('*');
  });

  it.each([
    ['method', PAGE, 'DELETE', ''],
    ['origin', 'https://other.org', 'PUT', ''],
    ['header', PAGE, 'PUT', 'x-other'],
  ])('refuses another %s', async (_, origin, method, headers) => {
    const response = await preflight(origin, method, headers);
    expect([response.status, await code(response)]).toEqual([403, 'AccessForbidden']);
  });

  it('puts its headers on refusals too', async () => {
    const absent = await getSignedUrl(running.s3, new GetObjectCommand({ Bucket: BUCKET, Key: 'absent' }));
    for (const [url, status] of [
      [absent, 404],
      [`${running.url}/${BUCKET}/absent`, 403],
    ] as const) {
      const response = await fetch(url, { headers: { origin: PAGE } });
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([status, PAGE]);
    }
    const plain = await fetch(absent);
    expect(plain.headers.get('access-control-allow-origin')).toBeNull();
  });
});
