import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LOCAL } from '../../lib/limits.ts';
import { statesPermission } from '../iam/api-calls.ts';
import type { Authorize, Credentials, Report, Service } from '../service.ts';
import { SignatureError } from '../signature/errors.ts';
import { verifySignature } from '../signature/verify.ts';
import type { Actions, Environment, Request } from './api/actions.ts';
import { executionActions } from './api/executions.ts';
import { expressActions } from './api/express.ts';
import { ApiFailure } from './api/failure.ts';
import { machineActions } from './api/machines.ts';
import { mapRunActions } from './api/map-runs.ts';
import { refuseUnknownParameters } from './api/parameters.ts';
import { createExecutions, type StateMachine } from './executions.ts';
import { createExpress } from './express.ts';
import { openJournal } from './journal.ts';
import { createMachines } from './machines.ts';
import type { Perform } from './scope.ts';
import type { StatusEvent } from './status-events.ts';
import { readDefinition } from './validation/definition.ts';

const ACTIONS: Actions = { ...executionActions, ...expressActions, ...machineActions, ...mapRunActions };
/** A request holds at most an input of 256 KiB and its envelope, escaped. */
const REQUEST_BYTES = 1024 * 1024;

export type StepFunctionsRoom = Service & {
  /** Makes a state machine known, or replaces it for executions to come. Throws, naming state and field. */
  ensureStateMachine(machine: Omit<StateMachine, 'created'>): void;
  /** Continues the executions that a restart interrupted. Call it once every state machine is known. */
  resume(): Promise<void>;
};

/**
 * Step Functions for one account: Standard and Express workflows in JSONata, the former durable in `directory`. `perform` makes
 * the calls of Tasks, readers and writers with the role it is given.
 */
export function createStepFunctions(options: {
  directory: string;
  credentials: Credentials;
  perform: Perform;
  report?: Report;
  authorize?: Authorize;
  now?: () => Date;
  region?: string;
  /** Takes status changes of executions, for EventBridge; what it takes must be on disk when it returns. */
  publish?: (event: StatusEvent) => void;
}): StepFunctionsRoom {
  const { directory, credentials, perform, authorize, report = () => {}, now = () => new Date() } = options;
  const { region = 'us-east-1', publish } = options;
  const journal = openJournal(directory);
  const account = { journal, perform, authorize, now, region };
  const environment: Environment = {
    journal,
    executions: createExecutions({ ...account, report, publish }),
    express: createExpress(account),
    machines: createMachines(journal, now),
    account: `arn:aws:states:${region}:${LOCAL.account}`,
    now,
  };
  const { executions, express, machines } = environment;

  async function answer(request: IncomingMessage): Promise<object> {
    const body = await bodyOf(request);
    const { principal } = verifySignature(
      { method: request.method ?? 'POST', url: request.url ?? '/', headers: request.headers },
      { credentials, service: 'states', now: now(), bodySha256: createHash('sha256').update(body).digest('hex') },
    );
    const target = String(request.headers['x-amz-target']);
    const name = target.replace(/^AWSStepFunctions\./, '');
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (!action) throw new ApiFailure('UnknownOperationException', `${target} is not available here`);
    const parameters = parseBody(body);
    authorize?.({ principal, ...statesPermission(name, parameters) });
    refuseUnknownParameters(name, parameters);
    return action(parameters, environment);
  }

  return {
    ensureStateMachine(machine) {
      try {
        readDefinition(machine.definition, machine.type);
      } catch (error) {
        throw new Error(`State machine ${machine.name}: ${(error as Error).message}`, { cause: error });
      }
      machines.ensure(machine);
    },
    async resume() {
      executions.resume();
    },
    async handle(request, response) {
      try {
        reply(response, 200, await answer(request));
      } catch (error) {
        const { status, type, message } = refusal(error);
        reply(response, status, { __type: type, message });
      }
    },
    async close() {
      await Promise.all([executions.suspend(), express.suspend()]);
      journal.close();
    },
  };
}

function reply(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > REQUEST_BYTES) throw new ApiFailure('ValidationException', 'The request is too large', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseBody(body: Buffer): Request {
  try {
    const value = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {}
  throw new ApiFailure('SerializationException', 'The body is not a JSON object');
}

function refusal(error: unknown): { status: number; type: string; message: string } {
  if (error instanceof ApiFailure) return { status: error.status, type: error.type, message: error.message };
  if (error instanceof SignatureError) return { status: error.status, type: error.code, message: error.message };
  const { code, name, message } = error as Error & { code?: string };
  if ((code ?? name).startsWith('AccessDenied')) return { status: 400, type: 'AccessDeniedException', message };
  return { status: 500, type: 'InternalFailure', message };
}
