/** One port that answers, and how it is let go. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { UsageError } from './options.ts';

/** A port that was asked for is taken. */
export class PortTakenError extends Error {}

/** What a port says before anybody answers for it. */
export const notReady: RequestListener = (_, response) => {
  response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' }).end('Tessera is starting.\n');
};

/** What a system answers to an address or a name that is not one of its own. */
const NOT_HERE = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EINVAL', 'EAFNOSUPPORT']);

const notThisMachine = (host: string, { message }: Error) =>
  new UsageError(
    `--host ${host} is no address of this machine (${message}): give one of its own, or leave --host out.`,
  );

/**
 * Milliseconds that a connection may be idle: Application Load Balancers keep theirs for 60 s. With Node's 5 s a caller whose machine is
 * busy for a second sends its next request into a connection that is just being closed (ECONNRESET).
 */
const IDLE_MS = 65_000;

/**
 * Listens; answers undefined when the port is taken. 0: any port.
 * @throws UsageError when `host` is no address of this machine
 */
export function openPort(host: string, port: number, listener: RequestListener): Promise<Server | undefined> {
  const server = createServer({ keepAliveTimeout: IDLE_MS }, listener);
  // Node answers 417 to an Expect it does not know; the services ignore it, as RFC 9110, 10.1.1 allows.
  server.on('checkExpectation', listener);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(NOT_HERE.has(error.code ?? '') ? notThisMachine(host, error) : error);
    });
    server.listen({ host, port }, () => resolve(server));
  });
}

/** Ends open connections, too; may be called again. */
export function closePort(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
