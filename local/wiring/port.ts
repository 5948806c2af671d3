/** One port that answers, and how it is let go. */
import { createServer, type RequestListener, type Server } from 'node:http';

/** A port that was asked for is taken. */
export class PortTakenError extends Error {}

/** What a port says before anybody answers for it. */
export const notReady: RequestListener = (_, response) => {
  response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' }).end('Tessera is starting.\n');
};

/** Listens; answers undefined when the port is taken. 0: any port. */
export function openPort(host: string, port: number, listener: RequestListener): Promise<Server | undefined> {
  const server = createServer(listener);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
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
