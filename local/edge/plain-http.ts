import { isLoopbackHost } from './host.ts';
import type { Headers } from './response-headers.ts';

/**
 * The twin has no TLS, and browsers take a cookie that is `Secure` by http from loopback addresses alone: a phone on the same network
 * would be shown no picture. To every other address cookies go without it.
 */
export function forPlainHttp(headers: Headers, host: string | undefined): Headers {
  const cookies = headers['set-cookie'];
  if (cookies === undefined || isLoopbackHost(host)) return headers;
  return { ...headers, 'set-cookie': [cookies].flat().map((cookie) => cookie.replace(/;\s*Secure(?=;|$)/i, '')) };
}
