/** The twin's services without a template: empty, on one port, for anybody who knows the secret `test`. */

import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { LOCAL } from '../../lib/limits.ts';
import type { Report } from '../service.ts';
import type { Keys } from './access-keys.ts';
import { takeDataDirectory } from './data-directory.ts';
import { invokeHandlers } from './handlers.ts';
import { closePort, notReady, openPort, PortTakenError } from './port.ts';
import { openFunctions, openServices, signedServices, type Undo } from './rooms.ts';
import { servicesPort } from './services-port.ts';

const HOST = '127.0.0.1';
const SECRET = 'test';
/** Ports that are tried when nobody asked for one. */
const PORTS = 100;

/** Every access key is somebody, whose secret is the same; nobody's policies are evaluated. */
const KEYS: Keys = {
  of: () => ({ id: 'test', secret: SECRET }),
  credentials: (id) => ({ secret: SECRET, principal: { arn: `arn:aws:iam::${LOCAL.account}:user/${id}` } }),
};

export type BareTwin = {
  url: string;
  /** Ends everything; executions that run go on at the next start. */
  close(): Promise<void>;
};

/**
 * @param options.port 0: any; undefined: 4700 or the next free one
 * @param options.handlers folder of the functions (`handlers.ts`)
 * @throws DataDirectoryError, PortTakenError
 */
export async function startBareTwin(options: {
  dataDirectory: string;
  port?: number | undefined;
  handlers?: string | undefined;
  report: Report;
}): Promise<BareTwin> {
  const undo: Undo = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return { url: await openBareTwin(options, undo), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openBareTwin(options: Parameters<typeof startBareTwin>[0], undo: Undo): Promise<string> {
  const { dataDirectory: directory, handlers, report } = options;
  // First: a port that is taken leaves no folder behind.
  let listener = notReady;
  const server = await openAnyPort(options.port, (request, response) => listener(request, response));
  undo.push(() => closePort(server));
  const data = await takeDataDirectory(directory, { purpose: 'bare' });
  undo.push(data.release);
  const servicesUrl = `http://${HOST}:${(server.address() as AddressInfo).port}`;

  const functions = openFunctions({ servicesUrl, workers: availableParallelism(), report });
  const invoke = invokeHandlers(functions, { directory: handlers, accessKey: KEYS.of({ arn: '' }) });
  const callers = [() => closePort(server), functions.close];
  const services = await openServices(
    { directory, servicesUrl, keys: KEYS, invokeAs: () => invoke, callers, report },
    undo,
  );
  listener = servicesPort(signedServices(services), undefined, { publicHost: HOST, report });
  services.s3.resume();
  await services.stepFunctions.resume();
  return servicesUrl;
}

async function openAnyPort(port: number | undefined, listener: typeof notReady) {
  const candidates = port === undefined ? Array.from({ length: PORTS }, (_, i) => LOCAL.edgePort + i) : [port];
  for (const candidate of candidates) {
    const server = await openPort(HOST, candidate, listener);
    if (server) return server;
  }
  throw new PortTakenError(
    port === undefined
      ? `No free port between ${LOCAL.edgePort} and ${LOCAL.edgePort + PORTS}: choose one with --port.`
      : `Port ${port} is taken: choose another one with --port, or leave --port out.`,
  );
}
