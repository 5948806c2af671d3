/** The services of the twin, opened on its data directory. */
import { join } from 'node:path';
import { LOCAL } from '../../lib/limits.ts';
import { createDynamodb, type DynamoDBRoom } from '../dynamodb/server.ts';
import { createFunctions, type Functions } from '../lambda/functions.ts';
import { createIssuer, type Issuer } from '../oidc/issuer.ts';
import { createS3, type S3Room } from '../s3/server.ts';
import type { Report } from '../service.ts';
import { createStepFunctions, type StepFunctionsRoom } from '../stepfunctions/server.ts';
import type { AccessKeys } from './access-keys.ts';
import { troubleOf } from './events.ts';
import { createPerform } from './perform.ts';
import type { Api } from './routes.ts';

/** Where the twin answers, without a slash at the end. */
export type Addresses = { url: string; servicesUrl: string; issuer: string };

export type Rooms = {
  s3: S3Room;
  dynamodb: DynamoDBRoom;
  issuer: Issuer;
  functions: Functions;
  stepFunctions: StepFunctionsRoom;
};

/** What is to be done at the end, in reverse order. */
export type Undo = (() => unknown)[];

/** Development users; both have all scopes, ben owns nothing of ada's. */
const USERS = [
  { id: 'ada', name: 'Ada' },
  { id: 'ben', name: 'Ben' },
];

export async function openRooms(
  options: { directory: string; addresses: Addresses; api: Api; keys: AccessKeys; workers: number; report: Report },
  undo: Undo,
): Promise<Rooms> {
  const { addresses, api, keys, report } = options;
  const { credentials } = keys;
  const directory = (room: string) => join(options.directory, room);
  const { region } = LOCAL;

  const s3 = await createS3({ directory: directory('s3'), credentials, region });
  undo.push(s3.close);
  const dynamodb = await createDynamodb({ directory: directory('dynamodb'), credentials });
  undo.push(dynamodb.close);
  const issuer = await createIssuer({
    directory: directory('oidc'),
    issuer: addresses.issuer,
    users: USERS,
    scopes: [...new Set(api.routes.flatMap(({ authorizer }) => authorizer?.scopes ?? []))],
    audience: api.audience[0] ?? '',
    redirectUris: [`${addresses.url}/callback`],
  });
  undo.push(issuer.close);
  const functions = createFunctions({
    workers: options.workers,
    runtimeEnvironment: endpoints(addresses.servicesUrl),
    report: (name, line) => {
      const trouble = troubleOf(name, line);
      if (trouble) report(trouble);
    },
  });
  undo.push(functions.close);
  const performer = createPerform({ endpoint: addresses.servicesUrl, keys, invoke: functions.invoke });
  undo.push(performer.close);
  const { perform } = performer;
  const stepFunctions = createStepFunctions({
    directory: directory('stepfunctions'),
    credentials,
    perform,
    report,
    region,
  });
  undo.push(stepFunctions.close);
  return { s3, dynamodb, issuer, functions, stepFunctions };
}

/** As the SDKs read them; an IP makes the S3 client use path style. */
const endpoints = (url: string) =>
  Object.fromEntries(['S3', 'DYNAMODB', 'SFN', 'SQS'].map((service) => [`AWS_ENDPOINT_URL_${service}`, url]));
