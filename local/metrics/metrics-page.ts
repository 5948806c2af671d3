/** `GET /metrics`: for the Prometheus of the person at this machine, and for nobody else. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { isLoopbackHost } from '../edge/host.ts';
import type { Report } from '../service.ts';
import { samplesOf } from './emf.ts';
import { createRegistry } from './registry.ts';

export type Metrics = {
  /** A line that a function wrote: one that is a metric counts. */
  take(functionName: string, line: string): void;
  /** Answers a request that is for it; false: somebody else has to. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
};

const PATH = '/metrics';

/** @param report gets what says that it is a metric, and is none */
export function openMetrics(report: Report): Metrics {
  const registry = createRegistry();
  return {
    take(functionName, line) {
      try {
        for (const sample of samplesOf(line)) registry.add(sample);
      } catch (error) {
        report(`${functionName} wrote a metric that cannot be read: ${(error as Error).message}`);
      }
    },
    handle(request, response) {
      if ((request.url ?? '').split('?')[0] !== PATH || !['GET', 'HEAD'].includes(request.method ?? '')) return false;
      if (!isFromHere(request)) {
        response
          .writeHead(403, { 'content-type': 'text/plain' })
          .end('Metrics are for this machine only: ask 127.0.0.1.\n');
        return true;
      }
      void answer(response, registry.text);
      return true;
    },
  };
}

/** Neither the network (`--host`), nor a page of another site that made its own name point to this machine. */
const isFromHere = ({ socket, headers }: IncomingMessage) =>
  /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '') && isLoopbackHost(headers.host);

async function answer(response: ServerResponse, text: () => string): Promise<void> {
  // What a function wrote before its answer lies in its pipe already: two turns of the event loop, and it has been read.
  await setImmediate();
  await setImmediate();
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' });
  response.end(text());
}
