/** Two ports on one address: the edge that people see and the services behind it. */
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closePort, notReady, openPort, PortTakenError } from './port.ts';

export type Listening = {
  edgePort: number;
  servicesPort: number;
  /** Says who answers on either port; until then it answers 503. */
  serve(handlers: { edge?: RequestListener; services?: RequestListener }): void;
  /** Turns people away, open connections included, while the services still answer. */
  closeEdge(): Promise<void>;
  /** Turns programs away that call the services, open connections included. */
  closeServices(): Promise<void>;
  /** Ends open connections, too; may be called again. */
  close(): Promise<void>;
};

/** Pairs of ports that are tried when nobody asked for one. */
const PAIRS = 50;

/**
 * @param options.port the edge's; the services take the next one. 0: any two. Without it: `firstPort`, or the next free pair
 * @throws PortTakenError when `port` or the one after it is taken; UsageError when `host` is no address of this machine
 */
export async function listen(options: {
  host: string;
  port?: number | undefined;
  firstPort: number;
}): Promise<Listening> {
  const { host, port, firstPort } = options;
  if (port !== undefined) {
    const pair = await openPair(host, port);
    if (pair) return pair;
    throw new PortTakenError(
      `Port ${port} or ${port + 1} is taken: choose another one with --port, or leave --port out.`,
    );
  }
  for (let candidate = firstPort; candidate < firstPort + 2 * PAIRS; candidate += 2) {
    const pair = await openPair(host, candidate);
    if (pair) return pair;
  }
  throw new PortTakenError(`No two free ports between ${firstPort} and ${firstPort + 2 * PAIRS}.`);
}

async function openPair(host: string, port: number): Promise<Listening | undefined> {
  const handlers: { edge?: RequestListener; services?: RequestListener } = {};
  const edge = await openPort(host, port, (request, response) => (handlers.edge ?? notReady)(request, response));
  if (!edge) return undefined;
  const next = port === 0 ? 0 : port + 1;
  const services = await openPort(host, next, (request, response) =>
    (handlers.services ?? notReady)(request, response),
  );
  if (!services) {
    await closePort(edge);
    return undefined;
  }
  return {
    edgePort: (edge.address() as AddressInfo).port,
    servicesPort: (services.address() as AddressInfo).port,
    serve: (given) => Object.assign(handlers, given),
    closeEdge: () => closePort(edge),
    closeServices: () => closePort(services),
    close: async () => {
      await Promise.all([closePort(edge), closePort(services)]);
    },
  };
}
