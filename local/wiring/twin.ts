/** The local twin: every room, joined as the templates say. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { LOCAL } from '../../lib/limits.ts';
import { createDynamodb } from '../dynamodb/server.ts';
import { createFunctions } from '../lambda/functions.ts';
import { createIssuer } from '../oidc/issuer.ts';
import { createS3 } from '../s3/server.ts';
import type { Report } from '../service.ts';
import { createStepFunctions } from '../stepfunctions/server.ts';
import { readAssembly } from '../template/assembly.ts';
import { checkAssembly } from '../template/check.ts';
import { createResolver } from '../template/resolve.ts';
import { openAccessKeys } from './access-keys.ts';
import { publicAddress } from './address.ts';
import { takeDataDirectory } from './data-directory.ts';
import { deploymentOf } from './deployed.ts';
import { distributionEdge } from './distribution.ts';
import { reportRequest, troubleOf } from './events.ts';
import { functionDefinitions } from './functions.ts';
import { identity } from './identity.ts';
import { listen } from './listen.ts';
import { createPerform } from './perform.ts';
import { httpApiOf, serveHttpApi } from './routes.ts';
import { ISSUER_PATH, servicesPort } from './services-port.ts';
import { deploySites } from './sites.ts';
import { ensureStateMachines } from './state-machines.ts';
import { ensureStorage } from './storage.ts';

export type TwinOptions = {
  /** Holds all state; an empty or missing folder is a first start. */
  dataDirectory: string;
  /** Answers the folder of the cloud assembly; called once the data folder and the ports are ours. */
  assembly: () => Promise<string>;
  /** Port of the pages, the services take the next one; 0: any two; undefined: 4700 or the next free pair. */
  port?: number | undefined;
  /** Address to listen on, 127.0.0.1 by default. */
  host?: string;
  /** Most processes of one function; by default as many as the machine has processor cores. */
  functions?: number | undefined;
  /** Delete what the data folder holds. */
  reset?: boolean;
  report?: Report;
  /** Gives up the start. */
  signal?: AbortSignal;
};

export type Twin = {
  /** Where people go, without a slash at the end. */
  url: string;
  /** Endpoint of S3, DynamoDB and Step Functions. */
  servicesUrl: string;
  issuer: string;
  audience: string;
  isFirstStart: boolean;
  /** Ends everything; running executions go on at the next start. */
  close(): Promise<void>;
};

const USERS = [
  { id: 'ada', name: 'Ada' },
  { id: 'ben', name: 'Ben' },
];

/**
 * @throws DataDirectoryError, PortTakenError, or Error naming what in the templates cannot be served
 */
export async function startTwin(options: TwinOptions): Promise<Twin> {
  // Undone in reverse order, whether the start fails half-way or the twin ends.
  const undo: (() => unknown)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return { ...(await openTwin(options, undo)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openTwin(options: TwinOptions, undo: (() => unknown)[]): Promise<Omit<Twin, 'close'>> {
  const { host = '127.0.0.1', report = () => {}, signal } = options;
  const directory = options.dataDirectory;
  const data = await takeDataDirectory(directory, options);
  undo.push(data.release);
  const ports = await listen({ host, port: options.port, firstPort: LOCAL.edgePort });
  undo.push(ports.close);
  const address = publicAddress(host);
  const url = `http://${address}:${ports.edgePort}`;
  const servicesUrl = `http://${address}:${ports.servicesPort}`;
  const issuerUrl = servicesUrl + ISSUER_PATH;

  const assembly = await readAssembly(await options.assembly());
  signal?.throwIfAborted();
  checkAssembly(assembly);
  const parameters = { OidcIssuer: issuerUrl, PublicUrl: url };
  const resolver = createResolver(assembly, { ...LOCAL, parameters }, identity);
  const deployment = deploymentOf(assembly, resolver);
  const api = httpApiOf(deployment);
  const [audience = ''] = api.audience;

  const keys = await openAccessKeys(directory);
  const { credentials } = keys;
  const s3 = await createS3({ directory: join(directory, 's3'), credentials, region: LOCAL.region });
  undo.push(s3.close);
  const dynamodb = await createDynamodb({ directory: join(directory, 'dynamodb'), credentials });
  undo.push(dynamodb.close);
  const issuer = await createIssuer({
    directory: join(directory, 'oidc'),
    issuer: issuerUrl,
    users: USERS,
    scopes: [...new Set(api.routes.flatMap(({ authorizer }) => authorizer?.scopes ?? []))],
    audience,
    redirectUris: [`${url}/callback`],
  });
  undo.push(issuer.close);
  const functions = createFunctions({
    workers: options.functions ?? availableParallelism(),
    runtimeEnvironment: endpoints(servicesUrl),
    report: (name, line) => {
      const trouble = troubleOf(name, line);
      if (trouble) report(trouble);
    },
  });
  undo.push(functions.close);
  const performer = createPerform({ endpoint: servicesUrl, keys, invoke: functions.invoke });
  undo.push(performer.close);
  undo.push(ports.pause);
  const stepFunctions = createStepFunctions({
    directory: join(directory, 'stepfunctions'),
    credentials,
    perform: performer.perform,
    report,
    region: LOCAL.region,
  });
  undo.push(stepFunctions.close);

  await ensureStorage(deployment, s3, dynamodb);
  for (const definition of functionDefinitions(deployment, keys)) await functions.ensure(definition);
  ensureStateMachines(deployment, stepFunctions);
  const httpApi = serveHttpApi(api, { jwks: async () => issuer.jwks(), invoke: functions.invoke });
  undo.push(httpApi.close);
  const edge = distributionEdge(deployment, {
    servicesUrl,
    keys,
    apiId: api.id,
    api: (request, response) => {
      reportRequest(request, response, report);
      return httpApi.handle(request, response);
    },
  });
  undo.push(edge.close);
  await keys.save();

  ports.serve({
    edge: (request, response) => void edge.handle(request, response),
    services: servicesPort({ s3, dynamodb, states: stepFunctions }, issuer, report),
  });
  const client = (principal: string) => {
    const { id, secret } = keys.of(principal);
    const key = { accessKeyId: id, secretAccessKey: secret };
    return new S3Client({ endpoint: servicesUrl, region: LOCAL.region, credentials: key });
  };
  await deploySites(deployment, { client, record: join(directory, 'sites') });
  await keys.save();
  signal?.throwIfAborted();
  await stepFunctions.resume();
  return { url, servicesUrl, issuer: issuerUrl, audience, isFirstStart: data.isNew };
}

/** As the SDKs read them; an IP makes the S3 client use path style. */
const endpoints = (url: string) =>
  Object.fromEntries(['S3', 'DYNAMODB', 'SFN', 'SQS'].map((service) => [`AWS_ENDPOINT_URL_${service}`, url]));
