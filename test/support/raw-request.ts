/** A request as it stands on the wire, put there byte by byte, which no HTTP client would do. */
import { connect } from 'node:net';

/** `target`: path and query as they stand in the request line. Header names may repeat. */
export type RawRequest = { method: string; target: string; headers: [name: string, value: string][]; body: Buffer };

/** Milliseconds until a server that waits for the rest of a body learns that nothing more will come. */
const PATIENCE_MS = 500;

/** It promises more than it sends, so that most of its time is waiting. */
export const isShort = ({ headers, body }: RawRequest) =>
  headers.some(([name, value]) => {
    const lower = name.toLowerCase();
    return lower === 'transfer-encoding' || (lower === 'content-length' && !(Number(value) <= body.length));
  });

/** `undefined` when the connection was closed without a word. */
export type RawAnswer = { status: number; headers: Map<string, string>; body: string } | undefined;

/** @param from an address of this machine. @throws Error when there is neither an answer nor an end after `seconds` */
export function sendRaw(
  origin: string,
  request: RawRequest,
  { seconds = 10, from }: { seconds?: number; from?: string | undefined } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  const lines = [`${request.method} ${request.target} HTTP/1.1`, ...request.headers.map(([k, v]) => `${k}: ${v}`)];
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: hostname, ...(from && { localAddress: from }) });
    const buffers: Buffer[] = [];
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer to ${request.method} ${request.target.slice(0, 200)} after ${seconds} s`));
    }, seconds * 1000);
    // Not at once, and never else: node drops an answer that is still being made when its caller has ended the connection.
    const hurry = isShort(request) ? setTimeout(() => socket.end(), PATIENCE_MS) : undefined;
    const end = () => {
      clearTimeout(timer);
      clearTimeout(hurry);
      socket.destroy();
      resolve(readAnswer(Buffer.concat(buffers).toString('latin1')));
    };
    socket.on('data', (data) => {
      buffers.push(data);
    });
    // A server may close while we still write: what it said before counts.
    socket.on('error', end).on('close', end);
    socket.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\nconnection: close\r\n\r\n`), request.body]));
  });
}

function readAnswer(text: string): RawAnswer {
  // After `Expect: 100-continue` the answer comes behind the interim one.
  const final = text.replace(/^HTTP\/1\.1 100[^\r\n]*\r\n\r\n/, '');
  const match = /^HTTP\/1\.1 (\d{3})[^\r\n]*\r\n(.*?)\r\n\r\n(.*)$/s.exec(final);
  if (!match) return undefined;
  const headers = match[2]!.split('\r\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2) as [string, string]);
  return {
    status: Number(match[1]),
    headers: new Map(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: match[3]!,
  };
}

/** What fetch would send. */
export function rawOf(url: URL, { method = 'GET', headers, body }: RequestInit): RawRequest {
  const bytes = Buffer.from(typeof body === 'string' ? body : '');
  return {
    method,
    target: url.pathname + url.search,
    headers: [
      ['host', url.host],
      ...Object.entries(headers as Record<string, string>),
      ...(bytes.length > 0 ? [['content-length', String(bytes.length)] as [string, string]] : []),
    ],
    body: bytes,
  };
}
