/** A phone: an address of its own, as many connections as a browser keeps, and patience with 429. */
import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { API_ANSWER_MS } from '../../lib/limits.ts';
import type { Kind } from './plan.ts';
import type { Tally } from './tally.ts';

/** What browsers keep to one host over HTTP/1.1. */
export const CONNECTIONS = 6;

export type Asked = { method?: string; url: string; headers?: OutgoingHttpHeaders; body?: Buffer | string | undefined };
export type Answer = { status: number; type: string; setCookies: string[]; bytes: Buffer };
export type Phone = {
  /**
   * Asks once, and again when it was told to wait (429 with Retry-After). @returns undefined for what failed: that is tallied.
   * @param check says what is wrong with an answer that should be good
   */
  ask(kind: Kind, asked: Asked, check?: (answer: Answer) => string | undefined): Promise<Answer | undefined>;
  close(): void;
};

/** @param ends `performance.now()` when nobody waits any more */
export function createPhone(address: string, tally: Tally, ends: number): Phone {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const send = (asked: Asked) => answerTo(asked, agent, address);
  return {
    async ask(kind, asked, check) {
      for (;;) {
        const began = performance.now();
        const answer = await send(asked).catch((error: Error) => error);
        if (answer === 'again') continue;
        if (answer instanceof Error) return void tally.failed(kind, answer.message);
        const { status, retryAfter } = answer;
        if (status === 429 && retryAfter > 0) {
          tally.limited();
          if (began + retryAfter * 1000 > ends) return undefined;
          await setTimeout(retryAfter * 1000);
          continue;
        }
        const wrong =
          status === 200 ? check?.(answer) : `it answered ${status} ${answer.bytes.toString().slice(0, 200)}`;
        if (wrong) return void tally.failed(kind, wrong);
        tally.good(kind, began, performance.now());
        return answer;
      }
    },
    close: () => agent.destroy(),
  };
}

function answerTo(
  { method = 'GET', url, headers, body }: Asked,
  agent: Agent,
  localAddress: string,
): Promise<(Answer & { retryAfter: number }) | 'again'> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const request = httpRequest(url, { method, agent, localAddress, headers: { ...headers, ...length } });
    const timer = globalThis.setTimeout(
      () => request.destroy(new Error(`no answer within ${API_ANSWER_MS / 1000} s`)),
      API_ANSWER_MS,
    );
    request.on('close', () => clearTimeout(timer));
    request.on('error', (error: NodeJS.ErrnoException) => {
      // A connection that was kept may end in the moment in which it is used: browsers take another one then.
      if (request.reusedSocket && error.code === 'ECONNRESET') resolve('again');
      else reject(error);
    });
    request.on('response', (response) => {
      const { 'content-type': type = '', 'set-cookie': setCookies = [], 'retry-after': after } = response.headers;
      buffer(response).then(
        (bytes) => resolve({ status: response.statusCode!, type, setCookies, bytes, retryAfter: Number(after ?? 0) }),
        reject,
      );
    });
    request.end(body);
  });
}
