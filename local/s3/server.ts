/**
 * S3 for the local twin: path style, Signature Version 4 verified, durable under one directory. What it does not know it
 * refuses by name (501 NotImplemented). Usable alone: give `handle` to a node:http server.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authorize, Credentials, OnServed, Report, Service } from '../service.ts';
import { queryOf, readAuthorization } from '../signature/authorization.ts';
import { SignatureError } from '../signature/errors.ts';
import { verifySignature } from '../signature/verify.ts';
import { allowance, answer, readHeaders, readPath } from './call.ts';
import { corsHeaders, preflight } from './cors.ts';
import { refuseUnknownHeaders } from './description.ts';
import { noSuchBucket, notImplemented, S3Error } from './errors.ts';
import { type Destination, type GivenDestination, readDestinations } from './notifications/configuration.ts';
import { createDeliveries, NOBODY, type Targets } from './notifications/deliveries.ts';
import { testMessageOf } from './notifications/event.ts';
import { checkDestinations } from './operations/bucket-notification.ts';
import { createBucket } from './operations/buckets.ts';
import { findRoute } from './routing.ts';
import type { CorsRule } from './store/buckets.ts';
import { openStore } from './store/open.ts';
import { errorXml } from './xml.ts';

export type S3Room = Service & {
  /** Makes the bucket when it is not there; its CORS rules become `cors`. */
  ensureBucket(name: string, options?: { cors?: CorsRule[] }): Promise<void>;
  /**
   * What happens in the bucket is told to these. What was there is not checked, and not tested, again.
   * @throws S3Error as PutBucketNotificationConfiguration does
   */
  ensureNotifications(bucket: string, given: GivenDestination[]): Promise<void>;
  /** Goes on telling what an earlier process left. Call it once those who are told can be reached. */
  resume(): void;
  /** Tells nobody any more; resolves when nobody is being told. To be called while those who are told still work. */
  stopTelling(): Promise<void>;
};

export type S3Options = {
  directory: string;
  credentials: Credentials;
  region: string;
  authorize?: Authorize;
  onServed?: OnServed | undefined;
  /** Whom buckets may tell of what happens in them: nobody, unless it is given. */
  targets?: Targets | undefined;
  report?: Report | undefined;
  now?: () => Date;
};

export async function createS3(options: S3Options): Promise<S3Room> {
  const { credentials, region, authorize, targets = NOBODY, report = () => {} } = options;
  const now = options.now ?? (() => new Date());
  const store = await openStore(options.directory, now());
  const deliveries = createDeliveries({ notices: store.notices, targets, now: () => now().getTime(), report });
  const running = new Set<Promise<void>>();

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = request.url ?? '/';
    const method = request.method ?? 'GET';
    const { bucket, key } = readPath(url);
    const rules = store.buckets.get(bucket)?.cors;
    if (method === 'OPTIONS') return answer({ response }, 200, preflight(rules ?? [], request.headers));
    for (const [name, value] of Object.entries(corsHeaders(rules ?? [], method, request.headers)))
      response.setHeader(name, value);

    if (method === 'POST' && /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? ''))
      throw notImplemented('POST policy (a form that uploads)');
    // Who does not sign learns this much, as in S3.
    if (bucket !== '' && !rules && readAuthorization(request) === undefined) throw noSuchBucket(bucket);
    const verified = verifySignature(request, { credentials, service: 's3', region, now: now() });
    const query = queryOf(request);
    const headers = readHeaders(request, query);
    const isListing = method === 'GET' && key === '' && query.has('list-type');
    options.onServed?.({ service: 's3', call: isListing ? 'LIST' : method, principal: verified.principal });
    const route = findRoute(method, { bucket, key }, query, headers);
    refuseUnknownHeaders(headers);
    const allow = allowance(authorize, verified);
    const prefix = query.get('prefix');
    const context = prefix === null ? undefined : { 's3:prefix': prefix };
    if (route.action) allow(route.action, bucket, key === '' ? undefined : key, context);
    if (bucket !== '' && !rules && route.run !== createBucket) throw noSuchBucket(bucket);
    const body = { stream: request, headers, verified };
    await route.run({
      store,
      bucket,
      key,
      query,
      headers,
      verified,
      body,
      response,
      now: now(),
      region,
      targets,
      allow,
    });
  }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    response.setHeader('x-amz-request-id', randomBytes(8).toString('hex').toUpperCase());
    response.setHeader('server', 'AmazonS3');
    const work = serve(request, response).catch((error: unknown) => answerError(request, response, error));
    running.add(work);
    await work.finally(() => running.delete(work));
  }

  return {
    handle,
    async ensureBucket(name, { cors = [] } = {}) {
      store.buckets.ensure(name, cors, now().getTime());
    },
    async ensureNotifications(bucket, given) {
      const before = store.notices.destinations(bucket);
      // An id that the service made up stays the same.
      const known = ({ id: _, ...rest }: Destination) => JSON.stringify(rest);
      const read = readDestinations(given);
      const kept = read.map((each) => before.find((one) => known(one) === known(each)) ?? each);
      const test = testMessageOf(bucket, now(), randomBytes(8).toString('hex').toUpperCase());
      const added = kept.filter((each) => !before.includes(each));
      await checkDestinations(added, { bucket, test, targets });
      if (added.length > 0 || before.length !== kept.length) store.notices.configure(bucket, kept);
    },
    resume: deliveries.resume,
    stopTelling: deliveries.close,
    async close() {
      await Promise.all(running);
      await deliveries.close();
      store.close();
    },
  };
}

function answerError(request: IncomingMessage, response: ServerResponse, error: unknown) {
  // The caller went away, or got the head of an answer whose rest cannot come: an open end would look complete.
  // (`socket` is null once the connection is gone, whatever the types say.)
  if (response.headersSent || request.socket?.destroyed !== false) return void response.destroy();
  const known = error instanceof S3Error || error instanceof SignatureError;
  const { code, status, message } = known
    ? error
    : { code: 'InternalError', status: 500, message: explain(error as NodeJS.ErrnoException) };
  const { headers, fields } = error instanceof S3Error ? error : { headers: {}, fields: {} };
  const Resource = (request.url ?? '/').split('?', 1)[0];
  const RequestId = String(response.getHeader('x-amz-request-id'));
  const body = Buffer.from(errorXml({ Code: code, Message: message, ...fields, Resource, RequestId }));
  response.writeHead(status, { ...headers, 'content-type': 'application/xml', 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

const explain = ({ code, message }: NodeJS.ErrnoException) =>
  code === 'ENOSPC' || /database or disk is full/.test(message)
    ? 'The disk that holds the local data is full. Make room, or start with --data DIR on another disk.'
    : `The local S3 failed: ${message}`;
