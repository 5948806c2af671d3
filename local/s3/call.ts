import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Authorize } from '../service.ts';
import type { Verified } from '../signature/verify.ts';
import type { IncomingBody } from './body/receive.ts';
import { invalidArgument, S3Error } from './errors.ts';
import type { Targets } from './notifications/deliveries.ts';
import type { Store } from './store/open.ts';
import { resultXml, type XmlContent } from './xml.ts';

/** One verified request, as an operation sees it. */
export type Call = {
  store: Store;
  /** '' for ListBuckets. */
  bucket: string;
  /** '' for what concerns the bucket. */
  key: string;
  query: URLSearchParams;
  /** Lower-case names; of a presigned URL also the `x-amz-` parameters that stand for headers. */
  headers: Record<string, string>;
  verified: Verified;
  body: IncomingBody;
  response: ServerResponse;
  now: Date;
  region: string;
  /** Whom a bucket may tell of what happens in it. */
  targets: Targets;
  /** Throws AccessDenied when the caller's policies do not allow `action` on the object or bucket. */
  allow(action: string, bucket: string, key?: string, context?: Record<string, string>): void;
};

export type Operation = (call: Call) => void | Promise<void>;

/** Longest key in bytes of UTF-8 (service limit). */
const KEY_BYTES = 1024;

/** Bucket and key of a path-style URL. Throws InvalidURI and KeyTooLongError. */
export function readPath(url: string): { bucket: string; key: string } {
  const match = /^\/([^/?]*)(?:\/([^?]*))?/.exec(url);
  try {
    const key = decodeURIComponent(match?.[2] ?? '');
    if (Buffer.byteLength(key) > KEY_BYTES)
      throw new S3Error('KeyTooLongError', 400, 'Your key is too long', { fields: { MaxSizeAllowed: KEY_BYTES } });
    return { bucket: decodeURIComponent(match?.[1] ?? ''), key };
  } catch (error) {
    if (error instanceof URIError) throw new S3Error('InvalidURI', 400, "Couldn't parse the specified URI.");
    throw error;
  }
}

/** `X-Amz-` parameters of a presigned URL that belong to its signature; the others are headers that moved there. */
const OF_THE_SIGNATURE =
  /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)$/;

export function readHeaders(request: IncomingMessage, query: URLSearchParams): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value);
  for (const [name, value] of query) {
    const header = name.toLowerCase();
    if (header.startsWith('x-amz-') && !OF_THE_SIGNATURE.test(header)) headers[header] ??= value;
  }
  return headers;
}

/** What `authorize` is told: a bucket, an object, or every bucket. */
export const arnOf = (bucket: string, key?: string) =>
  bucket === '' ? '*' : `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;

/** Wraps the account's policies; any refusal of theirs is S3's AccessDenied. */
export function allowance(authorize: Authorize | undefined, verified: Verified): Call['allow'] {
  return (action, bucket, key, context) => {
    try {
      authorize?.({ principal: verified.principal, action, resource: arnOf(bucket, key), context });
    } catch (error) {
      const { name, code, message } = error as Error & { code?: string };
      if (name !== 'AccessDenied' && code !== 'AccessDenied') throw error;
      throw new S3Error('AccessDenied', 403, message);
    }
  };
}

export function answer({ response }: Pick<Call, 'response'>, status: number, headers: OutgoingHttpHeaders = {}) {
  response.writeHead(status, status === 204 || status === 304 ? headers : { 'content-length': 0, ...headers }).end();
}

export function answerXml(call: Call, root: string, content: { [name: string]: XmlContent } | string, headers = {}) {
  const body = Buffer.from(resultXml(root, content));
  call.response
    .writeHead(200, { 'content-type': 'application/xml', 'content-length': body.length, ...headers })
    .end(body);
}

type Range = Record<'fallback' | 'least' | 'most', number>;

/** A number that a request names; `fallback` without it. Throws InvalidArgument naming the parameter. */
export function toNumber(name: string, text: string | null | undefined, { fallback, least, most }: Range): number {
  if (text === null || text === undefined || text === '') return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw invalidArgument(name, text, `${name} must be a number from ${least} to ${most}.`);
}

/** The same of the query. */
export const readNumber = ({ query }: Call, name: string, range: Range) => toNumber(name, query.get(name), range);
