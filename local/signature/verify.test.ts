import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import type { SignedRequest } from './authorization.ts';
import { scopeOf, verifySignature } from './verify.ts';

// The key, times and signatures of the S3 documentation, "Examples: Signature calculations".
const ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const NOW = new Date('2013-05-24T00:00:00Z');
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const CREDENTIAL = `${ID}/20130524/us-east-1/s3/aws4_request`;
const principal = { arn: 'arn:aws:iam::000000000000:role/reader' };
const credentials = (id: string) => (id === ID ? { secret: SECRET, principal } : undefined);
const verify = (request: SignedRequest, now = NOW) => verifySignature(request, { credentials, service: 's3', now });

const documentedGet: SignedRequest = {
  method: 'GET',
  url: '/test.txt',
  headers: {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': '20130524T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${CREDENTIAL},SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41`,
  },
};
const documentedUrl: SignedRequest = {
  method: 'GET',
  url: `/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(CREDENTIAL)}&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`,
  headers: { host: 'examplebucket.s3.amazonaws.com' },
};
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const changed = (request: SignedRequest, headers: SignedRequest['headers']) => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

class Sha256 {
  hash;
  constructor(secret?: string | Uint8Array) {
    this.hash = secret ? createHmac('sha256', secret) : createHash('sha256');
  }
  update(data: string | Uint8Array) {
    this.hash.update(data);
  }
  async digest() {
    return this.hash.digest();
  }
}
const signer = (service: string) =>
  new SignatureV4({
    credentials: { accessKeyId: ID, secretAccessKey: SECRET },
    region: 'us-east-1',
    service,
    sha256: Sha256 as never,
    uriEscapePath: service !== 's3',
  });
// As the S3 client writes a key into a path.
const encodeKey = (key: string) =>
  encodeURIComponent(key)
    .replace(/%2F/g, '/')
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

describe('a signature in the header', () => {
  it('of the S3 documentation is accepted', () => {
    expect(verify(documentedGet)).toMatchObject({ principal, accessKeyId: ID, payload: EMPTY, presigned: false });
  });

  it.each([
    ['another header', changed(documentedGet, { range: 'bytes=0-8' }), 'SignatureDoesNotMatch'],
    ['another path', { ...documentedGet, url: '/test2.txt' }, 'SignatureDoesNotMatch'],
    ['another method', { ...documentedGet, method: 'DELETE' }, 'SignatureDoesNotMatch'],
    ['an added query', { ...documentedGet, url: '/test.txt?acl' }, 'SignatureDoesNotMatch'],
    ['an added x-amz header', changed(documentedGet, { 'x-amz-meta-a': '1' }), 'AccessDenied'],
    ['no signature', changed(documentedGet, { authorization: undefined }), 'AccessDenied'],
    ['a broken percent sign', { ...documentedGet, url: '/%zz' }, 'InvalidURI'],
    ['another algorithm', changed(documentedGet, { authorization: 'AWS abc:def' }), 'AuthorizationHeaderMalformed'],
  ])('is refused with %s', (_, request, code) => {
    expect(() => verify(request)).toThrow(expect.objectContaining({ code }));
  });

  it('may be 15 minutes early or late, not more', () => {
    for (const seconds of [-900, 900]) expect(verify(documentedGet, later(seconds)).accessKeyId).toBe(ID);
    for (const seconds of [-901, 901])
      expect(() => verify(documentedGet, later(seconds))).toThrow(
        expect.objectContaining({ code: 'RequestTimeTooSkewed' }),
      );
  });

  it('of an unknown key or with a wrong secret is refused with the code of the service', () => {
    const nobody = { credentials: () => undefined, service: 's3', now: NOW };
    expect(() => verifySignature(documentedGet, nobody)).toThrow(
      expect.objectContaining({ code: 'InvalidAccessKeyId', status: 403 }),
    );
    const wrong = { ...nobody, credentials: () => ({ secret: 'x', principal }) };
    expect(() => verifySignature(documentedGet, wrong)).toThrow(
      expect.objectContaining({ code: 'SignatureDoesNotMatch', status: 403 }),
    );
  });
});

describe('a presigned URL', () => {
  it('of the S3 documentation is accepted until it expires', () => {
    expect(verify(documentedUrl, later(86_400))).toMatchObject({ payload: 'UNSIGNED-PAYLOAD', presigned: true });
    expect(() => verify(documentedUrl, later(86_401))).toThrow(/Request has expired/);
    expect(() => verify(documentedUrl, later(-901))).toThrow(/not valid yet/);
  });

  it('is refused when its query was changed or lasts above seven days', () => {
    const longer = { ...documentedUrl, url: documentedUrl.url!.replace('=86400', '=86401') };
    expect(() => verify(longer)).toThrow(expect.objectContaining({ code: 'SignatureDoesNotMatch' }));
    const eight = { ...documentedUrl, url: documentedUrl.url!.replace('=86400', '=691200') };
    expect(() => verify(eight)).toThrow(expect.objectContaining({ code: 'AuthorizationQueryParametersError' }));
  });

  it('is refused with an x-amz header that it does not sign', () => {
    expect(() => verify(changed(documentedUrl, { 'x-amz-meta-a': '1' }))).toThrow(/x-amz-meta-a/);
  });
});

describe('a signature of the AWS SDK', () => {
  it.each(['s3', 'dynamodb', 'states'])('for %s is accepted, odd paths and queries included', async (service) => {
    const path = `/${encodeKey("shots/a b+c&d='ü'(1)*~/é%41.png")}`;
    const body = '{"a":1}';
    const query = { 'list-type': '2', prefix: "a b/+'", empty: '' };
    const signed = await signer(service).sign(
      {
        method: 'POST',
        protocol: 'http:',
        hostname: 'h',
        path,
        query,
        headers: { host: 'h:1', 'x-a': '  b   c ' },
        body,
      },
      { signingDate: NOW },
    );
    const url = `${path}?${new URLSearchParams(query)}`;
    const bodySha256 = createHash('sha256').update(body).digest('hex');
    const request = { method: 'POST', url, headers: signed.headers };
    expect(scopeOf(request)).toMatchObject({ accessKeyId: ID, region: 'us-east-1', service, presigned: false });
    expect(verifySignature(request, { credentials, service, region: 'us-east-1', now: NOW, bodySha256 }).payload).toBe(
      bodySha256,
    );
    const elsewhere = { credentials, service, region: 'eu-west-1', now: NOW, bodySha256 };
    expect(() => verifySignature(request, elsewhere)).toThrow(/expecting 'eu-west-1'/);
  });

  it('for a JSON service is refused with another body, by that service’s code', async () => {
    const signed = await signer('dynamodb').sign(
      { method: 'POST', protocol: 'http:', hostname: 'h', path: '/', headers: { host: 'h' }, body: '{}' },
      { signingDate: NOW },
    );
    const request = { method: 'POST', url: '/', headers: signed.headers };
    const other = { credentials, service: 'dynamodb', now: NOW, bodySha256: EMPTY };
    expect(() => verifySignature(request, other)).toThrow(
      expect.objectContaining({ code: 'InvalidSignatureException', status: 400 }),
    );
  });
});

it('scopeOf answers undefined for a request that is not signed or cannot be read', () => {
  expect(scopeOf({ method: 'GET', url: '/', headers: {} })).toBeUndefined();
  expect(scopeOf({ method: 'GET', url: '/', headers: { authorization: 'Bearer x' } })).toBeUndefined();
  expect(scopeOf(documentedUrl)).toMatchObject({ service: 's3', presigned: true });
});
