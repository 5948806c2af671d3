/** What a state machine's tasks call: functions directly, every other service as an AWS client with the role's own key. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { LOCAL } from '../../lib/limits.ts';
import { requestError } from '../lambda/errors.ts';
import type { Principal } from '../service.ts';
import type { Call } from '../stepfunctions/scope.ts';
import type { Keys } from './access-keys.ts';
import { machineCaller } from './callers.ts';
import type { InvokeAs } from './invocations.ts';

type Client = Pick<DynamoDBClient | S3Client, 'destroy'> & {
  send: (command: unknown, options: object) => Promise<unknown>;
};
type Sdk = { commands: Record<string, unknown>; client: (settings: object) => Client };

/** The clients are large: each is loaded when a task needs it first. */
const SDKS: Record<string, () => Promise<Sdk>> = {
  s3: async () => {
    const sdk = await import('@aws-sdk/client-s3');
    // Checksums are asked for by name only: they would be part of a task's result.
    const client = (settings: object) => new sdk.S3Client({ ...settings, responseChecksumValidation: 'WHEN_REQUIRED' });
    return { commands: { ...sdk }, client: client as unknown as Sdk['client'] };
  },
  dynamodb: async () => {
    const sdk = await import('@aws-sdk/client-dynamodb');
    return { commands: { ...sdk }, client: (settings) => new sdk.DynamoDBClient(settings) as unknown as Client };
  },
};

/** A text is the request's body itself, as in the API; anything else becomes JSON. */
function payloadOf(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload ?? {};
  try {
    return JSON.parse(payload);
  } catch (error) {
    const message = `Could not parse request body into json: ${(error as Error).message}`;
    throw requestError('InvalidRequestContentException', message, 400);
  }
}

/**
 * @param options.endpoint URL of the services' port
 * @returns the function that performs a call; it throws what the service answers, by the name of the service's error
 */
export function createPerform(options: { endpoint: string; keys: Keys; invokeAs: InvokeAs }) {
  const clients = new Map<string, Promise<{ sdk: Sdk; client: Client }>>();

  const connect = async (service: string, caller: Principal) => {
    const load = SDKS[service];
    if (!load) throw new Error(`A state machine calls ${service}, which the local twin does not serve.`);
    const sdk = await load();
    const { id, secret } = options.keys.of(caller);
    const settings = {
      endpoint: options.endpoint,
      region: LOCAL.region,
      credentials: { accessKeyId: id, secretAccessKey: secret },
    };
    return { sdk, client: sdk.client(settings) };
  };
  const connection = (service: string, caller: Principal) => {
    const name = `${service} ${caller.arn}`;
    const known = clients.get(name) ?? connect(service, caller);
    clients.set(name, known);
    return known;
  };

  return {
    async perform({ service, action, parameters, roleArn, machineArn, signal }: Call): Promise<unknown> {
      const caller = machineCaller(roleArn, machineArn);
      if (service === 'lambda' && action === 'invoke') {
        const name = String(parameters.FunctionName).split(':function:').at(-1)!.split(':')[0]!;
        const Payload = await options.invokeAs(caller)(name, payloadOf(parameters.Payload), signal);
        return { ExecutedVersion: '$LATEST', Payload, StatusCode: 200 };
      }
      const { sdk, client } = await connection(service, caller);
      const command = sdk.commands[`${action[0]!.toUpperCase()}${action.slice(1)}Command`];
      if (typeof command !== 'function') throw new Error(`${service} has no action ${action}.`);
      const { $metadata, ...answer } = (await client.send(Reflect.construct(command, [parameters]), {
        abortSignal: signal,
      })) as Record<string, unknown>;
      return answer;
    },
    async close(): Promise<void> {
      for (const made of await Promise.allSettled(clients.values())) {
        if (made.status === 'fulfilled') made.value.client.destroy();
      }
    },
  };
}
