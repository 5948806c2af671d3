/** The services of the twin, opened on its data directory. */
import { join } from 'node:path';
import { LOCAL } from '../../lib/limits.ts';
import { createDynamodb, type DynamoDBRoom } from '../dynamodb/server.ts';
import { type Bus, createBus } from '../events/bus.ts';
import { type Asynchronous, createAsynchronous } from '../lambda/asynchronous.ts';
import { createFaults, type FaultOptions } from '../lambda/faults.ts';
import { createFunctions, type Functions } from '../lambda/functions.ts';
import { createIssuer, type Issuer } from '../oidc/issuer.ts';
import { createS3, type S3Room } from '../s3/server.ts';
import { createSecrets, type SecretsRoom } from '../secretsmanager/server.ts';
import type { Authorize, OnServed, Report } from '../service.ts';
import { createSqs, type SqsRoom } from '../sqs/server.ts';
import { createStepFunctions, type StepFunctionsRoom } from '../stepfunctions/server.ts';
import type { AccessKeys, Keys } from './access-keys.ts';
import { ruleCaller } from './callers.ts';
import { troubleOf } from './events.ts';
import { arn } from './identity.ts';
import { createInvokeAs, type InvokeAs } from './invocations.ts';
import { notificationTargets } from './notifications.ts';
import { createPerform } from './perform.ts';
import type { Api } from './routes.ts';

/** Where the twin answers, without a slash at the end. */
export type Addresses = {
  url: string;
  /** Origins of pages: that of `url`, and others that lead there. */
  pages: readonly string[];
  servicesUrl: string;
  issuer: string;
};

/** What programs call with signed requests. */
export type Services = {
  s3: S3Room;
  dynamodb: DynamoDBRoom;
  stepFunctions: StepFunctionsRoom;
  sqs: SqsRoom;
  secrets: SecretsRoom;
};
export type Rooms = Services & {
  asynchronous: Asynchronous;
  issuer: Issuer;
  functions: Functions;
  bus: Bus;
  /** Calls a function in somebody's name. */
  invokeAs: InvokeAs;
};

/** Is told of every line that a function writes, and of the report after each call. */
export type OnLine = (functionName: string, line: string) => void;

/** What is to be done at the end, in reverse order. */
export type Undo = (() => unknown)[];

/** Development users; both have all scopes, ben owns nothing of ada's. */
const USERS = [
  { id: 'ada', name: 'Ada' },
  { id: 'ben', name: 'Ben' },
];

export async function openRooms(
  options: {
    directory: string;
    addresses: Addresses;
    api: Api;
    keys: AccessKeys;
    authorize: Authorize;
    workers: number;
    /** Nobody reaches the services any more. */
    closePort: () => Promise<void>;
    faults?: FaultOptions | undefined;
    onServed?: OnServed | undefined;
    onLine?: OnLine | undefined;
    report: Report;
  },
  undo: Undo,
): Promise<Rooms> {
  const { addresses, api, directory } = options;
  const { servicesUrl } = addresses;
  const issuer = await createIssuer({
    directory: join(directory, 'oidc'),
    issuer: addresses.issuer,
    users: USERS,
    scopes: [...new Set(api.routes.flatMap(({ authorizer }) => authorizer?.scopes ?? []))],
    audience: api.audience[0] ?? '',
    redirectUris: addresses.pages.map((origin) => `${origin}/callback`),
  });
  undo.push(issuer.close);
  const functions = openFunctions({ ...options, servicesUrl });
  const invokeAs = createInvokeAs(functions.invoke, options.authorize);
  const bus = createBus({
    directory: join(directory, 'events'),
    deliver: ({ rule, functionName, event }) => invokeAs(ruleCaller(rule.arn))(functionName, event),
    failed: ({ functionName, event, ...call }, error) =>
      services.asynchronous.failed(
        { functionArn: arn('lambda', `function:${functionName}`), payload: event, ...call },
        error,
      ),
    now: Date.now,
    report: options.report,
  });
  const callers = [options.closePort, functions.close];
  const services = await openServices({ ...options, servicesUrl, invokeAs, callers, publish: bus.put }, undo);
  // Before the services: what a function is being told of ends while they still answer.
  undo.push(bus.close);
  return { ...services, issuer, functions, bus, invokeAs };
}

/** @param options.workers most processes of one function */
export function openFunctions({
  servicesUrl,
  workers,
  faults,
  onLine,
  report,
}: {
  servicesUrl: string;
  workers: number;
  faults?: FaultOptions | undefined;
  onLine?: OnLine | undefined;
  report: Report;
}): Functions {
  return createFunctions({
    workers,
    faults: faults && createFaults(faults),
    runtimeEnvironment: endpoints(servicesUrl),
    report: (name, line) => {
      onLine?.(name, line);
      const trouble = troubleOf(name, line);
      if (trouble) report(trouble);
    },
  });
}

/**
 * @param options.invokeAs calls functions for the tasks of state machines
 * @param options.callers ends those who call the services, in reverse order, before these: a database that is closed would be asked
 * @param options.authorize without it nobody's policies are evaluated
 * @param options.publish takes status changes of executions
 * @param options.onServed is told of every request that is charged for
 */
export async function openServices(
  options: {
    directory: string;
    servicesUrl: string;
    keys: Keys;
    invokeAs: InvokeAs;
    callers: Undo;
    authorize?: Authorize;
    publish?: Bus['put'];
    onServed?: OnServed | undefined;
    report: Report;
  },
  undo: Undo,
): Promise<Services & { asynchronous: Asynchronous }> {
  const { keys, invokeAs, authorize, publish, onServed, report } = options;
  const { credentials } = keys;
  const directory = (room: string) => join(options.directory, room);
  const { region } = LOCAL;
  const asynchronous = createAsynchronous({ report });
  const targets = notificationTargets({ sqs: () => sqs, invokeAs, asynchronous, authorize });
  const s3 = await createS3({ directory: directory('s3'), credentials, region, authorize, onServed, targets, report });
  undo.push(s3.close);
  const dynamodb = await createDynamodb({ directory: directory('dynamodb'), credentials, authorize, onServed });
  undo.push(dynamodb.close);
  const sqs = createSqs({ directory: directory('sqs'), credentials, authorize, servicesUrl: options.servicesUrl });
  undo.push(sqs.close);
  const secrets = createSecrets({ directory: directory('secretsmanager'), credentials, authorize });
  undo.push(secrets.close, ...options.callers);
  const performer = createPerform({ endpoint: options.servicesUrl, keys, invokeAs });
  undo.push(performer.close);
  const { perform } = performer;
  const stepFunctions = createStepFunctions({
    directory: directory('stepfunctions'),
    credentials,
    perform,
    authorize,
    report,
    region,
    ...(publish && { publish }),
  });
  undo.push(stepFunctions.close);
  // Who is being told of something ends while the services still answer.
  undo.push(s3.stopTelling);
  return { s3, dynamodb, stepFunctions, sqs, secrets, asynchronous };
}

/** By the names under which requests are signed for them. */
export const signedServices = ({ s3, dynamodb, stepFunctions, sqs, secrets }: Services) => ({
  s3,
  dynamodb,
  states: stepFunctions,
  sqs,
  secretsmanager: secrets,
});

/** As the SDKs read them; an IP makes the S3 client use path style. */
const endpoints = (url: string) =>
  Object.fromEntries(
    ['S3', 'DYNAMODB', 'SFN', 'SQS', 'SECRETS_MANAGER'].map((service) => [`AWS_ENDPOINT_URL_${service}`, url]),
  );
