/** The local twin: every room, joined as the templates say. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { LOCAL } from '../../lib/limits.ts';
import type { FaultOptions } from '../lambda/faults.ts';
import { openMetrics } from '../metrics/metrics-page.ts';
import type { AuthorizedCall, OnServed, Principal, Report } from '../service.ts';
import { type AccessKeys, openAccessKeys } from './access-keys.ts';
import { openAccount } from './account.ts';
import { pageOrigins, publicAddress } from './address.ts';
import { ensureAsynchronous } from './asynchronous.ts';
import { OPERATOR } from './callers.ts';
import { openCustomResources } from './custom-resources.ts';
import { takeDataDirectory } from './data-directory.ts';
import { openEntrance } from './entrance.ts';
import { beginMappings } from './event-source-mappings.ts';
import { functionDefinitions } from './functions.ts';
import { listen } from './listen.ts';
import { ensureNotifications } from './notifications.ts';
import { ensureQueues } from './queues.ts';
import { readDeployment } from './read-deployment.ts';
import { type Addresses, type OnLine, openRooms, signedServices, type Undo } from './rooms.ts';
import { httpApiOf } from './routes.ts';
import { ensureRules } from './rules.ts';
import { beginSchedules } from './schedules.ts';
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
  /** Functions have the priority of the twin: where tests want the same cores. */
  fair?: boolean | undefined;
  /** Calls of functions that die on purpose, for tests. */
  faults?: FaultOptions | undefined;
  /** Delete what the data folder holds. */
  reset?: boolean;
  report?: Report;
  /** Is told of every call before the account's policies decide it. */
  onCall?: (call: AuthorizedCall) => void;
  /** Is told of every request that S3 and DynamoDB would charge for. */
  onServed?: OnServed;
  /** Is told of every line that functions write: what their logs would hold. */
  onLine?: OnLine;
  /** Gives up the start. */
  signal?: AbortSignal;
};

/** `url`: where people go; `servicesUrl`: endpoint of S3, DynamoDB, Step Functions and SQS. */
export type Twin = Addresses & {
  audience: string;
  /** True until `markStarted` was called on this data folder. */
  isFirstStart: boolean;
  markStarted(): Promise<void>;
  /** Ends everything; executions that run go on at the next start. */
  close(): Promise<void>;
};

/**
 * @throws DataDirectoryError, PortTakenError, or Error naming what in the templates cannot be served
 */
export async function startTwin(options: TwinOptions): Promise<Twin> {
  const undo: Undo = [];
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

async function openTwin(options: TwinOptions, undo: Undo): Promise<Omit<Twin, 'close'>> {
  const { dataDirectory: directory, host = '127.0.0.1', faults, report = () => {}, signal } = options;
  // First: a port that is taken leaves no folder behind.
  const ports = await listen({ host, port: options.port, firstPort: LOCAL.edgePort });
  undo.push(ports.close);
  const data = await takeDataDirectory(directory, options);
  undo.push(data.release);
  const origin = (port: number) => `http://${publicAddress(host)}:${port}`;
  const servicesUrl = origin(ports.servicesPort);
  const pages = pageOrigins(host, ports.edgePort);
  const addresses = { url: pages[0], pages, servicesUrl, issuer: servicesUrl + ISSUER_PATH };

  const custom = openCustomResources(directory);
  const deployment = await readDeployment(await options.assembly(), addresses, custom.identity);
  signal?.throwIfAborted();
  const api = httpApiOf(deployment);
  const authorize = openAccount(deployment, { report, onCall: options.onCall });
  const keys = await openAccessKeys(directory);
  const workers = options.functions ?? availableParallelism();
  const metrics = openMetrics(report);
  const rooms = await openRooms(
    {
      directory,
      addresses,
      api,
      keys,
      authorize,
      workers,
      closePort: ports.closeServices,
      faults,
      report,
      onServed: options.onServed,
      onLine: (name, line) => {
        metrics.take(name, line);
        options.onLine?.(name, line);
      },
    },
    undo,
  );
  await ensureStorage(deployment, rooms, pages);
  ensureQueues(deployment, rooms.sqs);
  const awaited = options.fair ? undefined : new Set(api.routes.map(({ functionName }) => functionName));
  for (const definition of functionDefinitions(deployment, keys, awaited)) await rooms.functions.ensure(definition);
  await ensureNotifications(deployment, rooms.s3);
  ensureStateMachines(deployment, rooms.stepFunctions);
  ensureRules(deployment, rooms.bus);
  ensureAsynchronous(deployment, rooms);
  const services = servicesPort(signedServices(rooms), rooms.issuer, { publicHost: publicAddress(host), report });
  ports.serve({ services });
  // Their functions call the services, and the edge verifies with the keys that they make.
  await custom.make(deployment, rooms.functions.invoke);
  const edge = openEntrance({ deployment, api, rooms, keys, addresses, report }, undo);
  undo.push(ports.closeEdge);
  ports.serve({
    edge: (request, response) => {
      if (!metrics.handle(request, response)) void edge.handle(request, response);
    },
  });

  await deploySites(deployment, { client: clientOf(servicesUrl, keys), record: join(directory, 'sites') });
  keys.of(OPERATOR);
  await keys.save();
  signal?.throwIfAborted();
  rooms.bus.resume();
  rooms.s3.resume();
  await rooms.stepFunctions.resume();
  await beginMappings(deployment, { rooms, authorize, workers, report }, undo);
  beginSchedules(deployment, { directory: join(directory, 'scheduler'), servicesUrl, keys, report }, undo);
  const { isFirstStart, markStarted } = data;
  return { ...addresses, audience: api.audience[0] ?? '', isFirstStart, markStarted };
}

const clientOf = (endpoint: string, keys: AccessKeys) => (caller: Principal) => {
  const { id, secret } = keys.of(caller);
  return new S3Client({ endpoint, region: LOCAL.region, credentials: { accessKeyId: id, secretAccessKey: secret } });
};
