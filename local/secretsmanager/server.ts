/** Secrets Manager for one account: JSON 1.1 over signed requests, durable in a directory that only its owner may read. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { secretsPermission } from '../iam/api-calls.ts';
import { readBody } from '../read-body.ts';
import type { Authorize, Credentials, Service } from '../service.ts';
import { SignatureError } from '../signature/errors.ts';
import { verifySignature } from '../signature/verify.ts';
import { ACTIONS, type Parameters } from './actions.ts';
import { ApiFailure } from './failure.ts';
import { openSecrets } from './store.ts';

/** A value of 65,536 bytes, escaped, and its envelope. */
const REQUEST_BYTES = 512 * 1024;

export type SecretsRoom = Service & {
  /** Makes an empty secret unless there is one of that name. */
  ensureSecret(secret: { name: string; arn: string; description?: string | undefined }): void;
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
  const surroundings = { secrets, now: () => now().getTime() / 1000 };

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
    const named = String(parameters.SecretId ?? parameters.Name ?? '');
    authorize?.({ principal, ...secretsPermission(name, secrets.find(named)?.arn ?? named) });
    const unknown = Object.keys(parameters).find((each) => !action.parameters.includes(each));
    if (unknown) throw new ApiFailure('InvalidParameterException', `${name}: ${unknown} is not known here.`);
    return action.run(parameters, surroundings);
  }

  return {
    ensureSecret({ name, arn, description }) {
      if (secrets.find(name)) return;
      const time = surroundings.now();
      secrets.put({ name, arn, description, created: time, changed: time, versions: {} });
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
