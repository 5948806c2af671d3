/** SQS of the local twin: standard queues in SQLite under `directory`, by the JSON protocol (1.0), all operations on POST. */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sqsPermissions } from '../iam/api-calls.ts';
import { readBody } from '../read-body.ts';
import type { Authorize, Credentials, Principal, Service } from '../service.ts';
import { SignatureError } from '../signature/errors.ts';
import { verifySignature } from '../signature/verify.ts';
import type { Actions, Request, Room } from './api/action.ts';
import { moveActions } from './api/move-actions.ts';
import { queueOf, refuseUnknownParameters } from './api/parameters.ts';
import { queueActions } from './api/queue-actions.ts';
import { receiptActions } from './api/receipt-actions.ts';
import { receiveActions } from './api/receive-actions.ts';
import { sendActions } from './api/send-actions.ts';
import { queueUrl } from './arns.ts';
import { createArrivals } from './arrivals.ts';
import { SqsError } from './errors.ts';
import { createMessages } from './messages.ts';
import { createMoveTasks } from './move-tasks.ts';
import { checkedAttributes, type QueueAttributes } from './queue-attributes.ts';
import { createQueues } from './queues.ts';
import { openStore } from './store.ts';

const ACTIONS: Actions = { ...queueActions, ...sendActions, ...receiveActions, ...receiptActions, ...moveActions };
/** Messages of 1 MiB in all, each character escaped in JSON by six at most, and their envelope. */
const REQUEST_BYTES = 8 * 1024 * 1024;

export type SqsRoom = Service & {
  /**
   * Makes the queue, or brings it to these attributes, its policy among them.
   * @param others names of queues that are made as well: dead letters may go to them
   * @throws SqsError naming the attribute that is not right
   */
  ensureQueue(name: string, attributes: QueueAttributes, others?: string[]): void;
  /**
   * An API call without HTTP, in somebody's name: `call('ReceiveMessage', {...}, principal, signal)`.
   * @param signal ends a wait for messages
   */
  call(operation: string, request: Request, principal?: Principal, signal?: AbortSignal): Promise<Answer>;
  /** What is in flight of the queue is visible again: whoever worked on it died with the process before this one. */
  release(url: string): void;
};
// biome-ignore lint/suspicious/noExplicitAny: each operation has its own answer.
export type Answer = any;

export function createSqs(options: {
  directory: string;
  credentials: Credentials;
  authorize?: Authorize | undefined;
  /** Where the services answer, without a slash at the end: what the URLs of queues begin with. */
  servicesUrl: string;
  now?: () => number;
}): SqsRoom {
  const { directory, credentials, authorize, servicesUrl, now = Date.now } = options;
  const store = openStore(directory);
  const arrivals = createArrivals();
  const queues = createQueues(store, arrivals, now);
  const messages = createMessages(store, arrivals, now);
  const tasks = createMoveTasks({ store, queues, messages, arrivals, now });
  const room: Room = { queues, messages, tasks, atOnce: store.atOnce, urlOf: (name) => queueUrl(servicesUrl, name) };
  const underWay = new Set<Promise<unknown>>();
  tasks.resume();

  const call: SqsRoom['call'] = async (operation, request, principal, signal) => {
    const action = Object.hasOwn(ACTIONS, operation) ? ACTIONS[operation] : undefined;
    if (!action)
      throw new SqsError('UnknownOperationException', `SQS: the operation ${operation} is not available here.`);
    for (const permission of sqsPermissions(operation, request)) authorize?.({ principal, ...permission });
    refuseUnknownParameters(operation, request);
    const work = Promise.resolve(action({ request, principal, signal }, room));
    underWay.add(work);
    const done = () => underWay.delete(work);
    work.then(done, done);
    return work;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<object> {
    const body = await readBody(request, REQUEST_BYTES);
    if (!body) throw new SqsError('SerializationException', 'The request is larger than 8 MiB.', 413);
    const { method = 'POST', url = '/', headers } = request;
    const bodySha256 = createHash('sha256').update(body).digest('hex');
    const { principal } = verifySignature(
      { method, url, headers },
      { credentials, service: 'sqs', now: new Date(now()), bodySha256 },
    );
    const target = String(headers['x-amz-target'] ?? '');
    if (!target.startsWith('AmazonSQS.'))
      throw new SqsError('UnknownOperationException', 'SQS speaks the JSON protocol here: X-Amz-Target is missing.');
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    return call(target.slice('AmazonSQS.'.length), parse(body), principal, gone.signal);
  }

  return {
    call,
    ensureQueue(name, { Policy, ...attributes }, others = []) {
      const checked = checkedAttributes(attributes, (each) => others.includes(each) || queues.exists(each));
      queues.ensure(name, Policy ? { ...checked, Policy } : checked);
    },
    release: (QueueUrl) => messages.release(queueOf({ QueueUrl }, room)),
    async handle(request, response) {
      try {
        reply(response, 200, await answer(request, response));
      } catch (error) {
        const refused = refusal(error);
        const headers = { 'x-amzn-query-error': `${refused.code};${refused.status < 500 ? 'Sender' : 'Receiver'}` };
        reply(response, refused.status, { __type: refused.type, message: refused.message }, headers);
      }
    },
    async close() {
      arrivals.close();
      tasks.close();
      await Promise.allSettled(underWay);
      store.close();
    },
  };
}

function reply(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}) {
  const own = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() };
  response.writeHead(status, { ...own, ...headers }).end(JSON.stringify(body));
}

function parse(body: Buffer): Request {
  try {
    const value = JSON.parse(body.toString('utf8') || '{}');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {}
  throw new SqsError('SerializationException', 'The body is not a JSON object.');
}

/** Whatever was thrown, as the service's own error: refused signatures and policies too; anything else is a fault of ours. */
function refusal(error: unknown): SqsError {
  if (error instanceof SqsError) return error;
  if (error instanceof SignatureError) return new SqsError(error.code, error.message, error.status);
  const { name, message } = error as Error;
  if (name.startsWith('AccessDenied')) return new SqsError('AccessDeniedException', message, 403);
  console.error(error);
  return new SqsError('InternalFailure', message, 500);
}
