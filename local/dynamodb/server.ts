/**
 * DynamoDB of the local twin: dynalite on LevelDB under `directory`, with checked signatures, transactions, TTL, and
 * every write as one atomic batch. JSON 1.0 protocol, all operations on POST /.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import { readBody } from '../read-body.ts';
import type { Authorize, Credentials, OnServed, Principal, Service } from '../service.ts';
import { SignatureError } from '../signature/errors.ts';
import { verifySignature } from '../signature/verify.ts';
import { createCall } from './call.ts';
import { openStore, type Parameters } from './engine.ts';
import { ensureTable, type TableDefinition } from './ensure-table.ts';
import { isServiceError, type ServiceError, serviceError } from './errors.ts';
import { renewIndexes } from './indexes.ts';
import { createLocks } from './locks.ts';
import { finishDeletions } from './tables.ts';
import { deleteExpired, SWEEP_MS } from './time-to-live.ts';
import { forgetTokens } from './transact-write.ts';

/** DynamoDB takes up to 16 MB a request (BatchWriteItem). */
const REQUEST_BYTES = 16 * 1024 * 1024;

export type DynamoDBRoom = Service & {
  /** Makes the table or brings it to the definition; a changed key schema is refused with an Error. */
  ensureTable(definition: TableDefinition): Promise<void>;
  /** An API call without HTTP, for direct integrations: `call('TransactWriteItems', {...}, principal)`. */
  call(operation: string, parameters: Parameters, principal?: Principal): Promise<Parameters>;
  /** Deletes what expired before `now` (epoch seconds); runs each minute by itself. Answers how many items went. */
  sweep(now?: number): Promise<number>;
};

export type DynamoDBOptions = {
  directory: string;
  credentials: Credentials;
  authorize?: Authorize;
  onServed?: OnServed | undefined;
};

export async function createDynamodb({
  directory,
  credentials,
  authorize,
  onServed,
}: DynamoDBOptions): Promise<DynamoDBRoom> {
  const store = await openStore(directory);
  await finishDeletions(store);
  await renewIndexes(store);
  const locks = createLocks();
  const perform = createCall(store, locks, authorize, onServed);
  const underWay = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    const done = () => underWay.delete(work);
    work.then(done, done);
    return work;
  };

  const idle = async () => {
    while (underWay.size) await Promise.allSettled(underWay);
  };
  let mending: Promise<void> | undefined;
  /** Works on a store that takes writes, if there is a way to make it so. */
  const enter = async <T>(work: () => Promise<T>): Promise<T> => {
    if (store.log.isUnsound()) {
      mending ??= store.log.mend(idle).finally(() => {
        mending = undefined;
      });
      await mending;
    }
    return track(work());
  };

  const call: DynamoDBRoom['call'] = (operation, parameters, principal) =>
    enter(() => perform(operation, parameters, principal));
  const sweep = (now = Date.now() / 1000) =>
    enter(() => forgetTokens(store, now * 1000).then(() => deleteExpired({ store, locks }, now)));
  // A failed sweep is repeated a minute later; the code that reads items never trusts TTL to be exact.
  const timer = setInterval(() => sweep().catch(() => {}), SWEEP_MS).unref();

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    try {
      const bytes = await readBody(request, REQUEST_BYTES);
      if (!bytes) throw serviceError('SerializationException', 'The request is larger than 16 MB');
      const { method = 'POST', url = '/', headers } = request;
      const bodySha256 = createHash('sha256').update(bytes).digest('hex');
      const { principal } = verifySignature({ method, url, headers }, { credentials, service: 'dynamodb', bodySha256 });
      const operation = String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
      return { status: 200, body: await call(operation, parse(bytes), principal) };
    } catch (error) {
      const refused = asServiceError(error);
      if (refused) return { status: refused.statusCode, body: refused.body };
      console.error(error);
      return { status: 500, body: { __type: 'InternalServerError', message: String(error) } };
    }
  }

  return {
    call,
    sweep,
    ensureTable: (definition) => enter(() => locks.alone(() => ensureTable(store, definition))),
    async handle(request, response) {
      const { status, body } = await answer(request);
      send(response, status, body);
    },
    async close() {
      clearInterval(timer);
      await mending?.catch(() => {});
      await idle();
      await store.lifecycleManager.gracefulClose();
    },
  };
}

function parse(bytes: Buffer): Parameters {
  try {
    const value = JSON.parse(bytes.toString());
    if (value && typeof value === 'object' && !Array.isArray(value)) return value;
  } catch {}
  throw serviceError('SerializationException', 'The body is not a JSON object');
}

function asServiceError(error: unknown): ServiceError | undefined {
  if (isServiceError(error)) return error;
  if (error instanceof SignatureError) return serviceError(error.code, error.message);
  const denied =
    error instanceof Error && (error.name === 'AccessDenied' || ('code' in error && error.code === 'AccessDenied'));
  return denied ? serviceError('AccessDeniedException', error.message) : undefined;
}

function send(response: ServerResponse, status: number, body: unknown) {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': bytes.length,
    'x-amzn-requestid': randomUUID(),
    'x-amz-crc32': String(crc32(bytes)),
  });
  response.end(bytes);
}
