/** Secrets Manager for one account: JSON 1.1 over signed requests, durable in a directory that only its owner may read. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { secretsPermissions } from '../iam/api-calls.ts';
import { readBody } from '../read-body.ts';
import type { Authorize, Credentials, Service } from '../service.ts';
import { SignatureError } from '../signature/errors.ts';
import { verifySignature } from '../signature/verify.ts';
import type { Actions, Parameters, Room } from './api/action.ts';
import { listActions } from './api/list-actions.ts';
import { passwordActions } from './api/password-actions.ts';
import { secretActions } from './api/secret-actions.ts';
import { tagActions } from './api/tag-actions.ts';
import { valueActions } from './api/value-actions.ts';
import { ApiFailure } from './failure.ts';
import { openSecrets } from './store.ts';

const ACTIONS: Actions = { ...secretActions, ...valueActions, ...listActions, ...tagActions, ...passwordActions };
/** A value of 65,536 bytes, escaped, and its envelope. */
const REQUEST_BYTES = 512 * 1024;

export type SecretsRoom = Service & {
  /** Makes an empty secret unless there is one of that name, and gives it this policy or none. */
  ensureSecret(secret: {
    name: string;
    arn: string;
    description?: string | undefined;
    policy?: string | undefined;
  }): void;
  /** The text of a version, for whoever makes resources of it; undefined when there is none. */
  valueOf(arn: string, version: string): string | undefined;
};

/** @param options.authorize without it nobody's policies are evaluated */
export function createSecrets(options: {
  directory: string;
  credentials: Credentials;
  authorize?: Authorize | undefined;
  now?: () => Date;
}): SecretsRoom {
  const { credentials, authorize, now = () => new Date() } = options;
  const secrets = openSecrets(options.directory);
  // As the service tells times: to the millisecond.
  const room: Room = { secrets, now: () => now().getTime() / 1000 };

  /** What could be restored until now goes for good. */
  function expire(): void {
    const due = secrets.all().filter(({ deletion = Infinity }) => deletion <= room.now());
    if (due.length > 0) secrets.remove(due.map(({ name }) => name));
  }

  async function answer(request: IncomingMessage): Promise<object> {
    const body = await readBody(request, REQUEST_BYTES);
    if (!body) throw new ApiFailure('InvalidParameterException', 'The request is too large.');
    const { principal } = verifySignature(
      { method: request.method ?? 'POST', url: request.url ?? '/', headers: request.headers },
      {
        credentials,
        service: 'secretsmanager',
        now: now(),
        bodySha256: createHash('sha256').update(body).digest('hex'),
      },
    );
    const target = String(request.headers['x-amz-target']);
    const name = target.replace(/^secretsmanager\./, '');
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (!action) throw new ApiFailure('UnknownOperationException', `${target} is not available here.`);
    const parameters = parametersOf(body);
    expire();
    for (const permission of secretsPermissions(name, parameters, (named) => secrets.find(named)?.arn))
      authorize?.({ principal, ...permission });
    const unknown = Object.keys(parameters).find((each) => !action.parameters.includes(each));
    if (unknown) throw new ApiFailure('InvalidParameterException', `${name}: ${unknown} is not known here.`);
    return action.run(parameters, room);
  }

  return {
    ensureSecret({ name, arn, description, policy }) {
      const time = room.now();
      const known = secrets.get(name) ?? { name, arn, description, created: time, changed: time, versions: {} };
      if (known.policy !== policy || !secrets.get(name)) secrets.put({ ...known, policy });
    },
    valueOf(arn, version) {
      const content = secrets.find(arn)?.versions[version]?.content;
      return content && 'text' in content ? content.text : undefined;
    },
    async handle(request, response) {
      try {
        reply(response, 200, await answer(request));
      } catch (error) {
        const { status, type, message } = refusal(error);
        reply(response, status, { __type: type, Message: message });
      }
    },
    async close() {},
  };
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}

function parametersOf(body: Buffer): Parameters {
  try {
    const value = JSON.parse(body.toString());
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value;
  } catch {}
  throw new ApiFailure('SerializationException', 'The body is not a JSON object.');
}

function refusal(error: unknown): { status: number; type: string; message: string } {
  if (error instanceof ApiFailure) return { status: 400, type: error.type, message: error.message };
  if (error instanceof SignatureError) return { status: error.status, type: error.code, message: error.message };
  const { code, name, message } = error as Error & { code?: string };
  if ((code ?? name).startsWith('AccessDenied')) return { status: 400, type: 'AccessDeniedException', message };
  return { status: 500, type: 'InternalServiceError', message };
}
