/** Logs a person in with the browser: the issuer sends the code to a short-lived server on 127.0.0.1 (RFC 8252). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { codeFrom, discover, exchangeCode, OFFLINE, startLogin, type Token } from './pkce.ts';

export type LoopbackLogin = {
  issuer: string;
  clientId: string;
  audience: string;
  /** Shows the address to open, and tries to open it. */
  open(url: string): void;
  signal: AbortSignal;
};

export async function loopbackLogin({ issuer, clientId, audience, open, signal }: LoopbackLogin): Promise<Token> {
  const endpoints = await discover(issuer);
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  const attempt = startLogin(endpoints, { clientId, redirectUri, audience, scope: OFFLINE });
  try {
    const callback = new Promise<URL>((resolve, reject) => {
      server.on('request', (request, response) => {
        const url = new URL(request.url ?? '/', redirectUri);
        const ours = url.pathname === '/callback';
        response.writeHead(ours ? 200 : 404, { 'content-type': 'text/plain', connection: 'close' });
        response.end(ours ? 'You can close this page and go back to the terminal.\n' : 'Nothing here.\n');
        if (ours) resolve(url);
      });
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    open(attempt.url.href);
    return await exchangeCode(endpoints, attempt, codeFrom(await callback, attempt));
  } finally {
    server.close();
  }
}

/** Asks the desktop to open an address; where there is none, the printed address serves. */
export function openInBrowser(url: string) {
  const [command, ...rest] = { darwin: ['open'], win32: ['explorer.exe'] }[process.platform as string] ?? ['xdg-open'];
  const child = spawn(command!, [...rest, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
