/** What the routes of the small platform get and answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Call = { parts: string[]; query: URLSearchParams; body: Buffer; headers: IncomingMessage['headers'] };

export class Answer {
  readonly status: number;
  readonly body: string | Buffer;
  readonly headers: Record<string, string>;
  constructor(status: number, body: string | Buffer, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export const apiError = (status: number, code: string, message: string) =>
  new Answer(status, JSON.stringify({ error: { code, message, details: [], request_id: 'req-1' } }));

export function notFound(what: string): never {
  throw apiError(404, 'not_found', `There is no ${what}, or it is not yours.`);
}

export function send(response: ServerResponse, { status, body, headers }: Answer) {
  response.writeHead(status, headers);
  response.end(body);
}
