/** Logs a person in with the browser: the issuer sends the code to a short-lived server on 127.0.0.1 (RFC 8252). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { usageError } from '../command-error.ts';
import { callbackPage } from './callback-page.ts';
import { answers, codeFrom, discover, exchangeCode, loginError, OFFLINE, startLogin, type Token } from './pkce.ts';

/** A person may have to look for a password. */
export const LOGIN_MINUTES = 10;

export type LoopbackLogin = {
  issuer: string;
  clientId: string;
  audience: string;
  /** Where the browser comes back to; any free port when undefined, as RFC 8252 wants issuers to accept. */
  port?: number;
  /** Shows the address to open, and tries to open it. */
  open(url: string): void;
  signal: AbortSignal;
  /** How long the browser may take. */
  patienceMs?: number;
};

export async function loopbackLogin(login: LoopbackLogin): Promise<Token> {
  const { issuer, clientId, audience, port, open, signal, patienceMs = LOGIN_MINUTES * 60_000 } = login;
  const endpoints = await discover(issuer);
  const server = createServer();
  await listen(server, port);
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  const attempt = startLogin(endpoints, { clientId, redirectUri, audience, scope: OFFLINE });
  let patience: NodeJS.Timeout | undefined;
  try {
    const callback = new Promise<URL>((resolve, reject) => {
      server.on('request', (request, response) => {
        const url = new URL(request.url ?? '/', redirectUri);
        // A page left open by an earlier login, or a stranger's: neither answers for the login that is waited for.
        const ours = url.pathname === '/callback' && answers(url, attempt);
        response.writeHead(ours ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', connection: 'close' });
        response.end(callbackPage(ours ? (url.searchParams.has('error') ? 'refused' : 'done') : 'strange'));
        if (ours) resolve(url);
      });
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      patience = setTimeout(() => reject(tooLate(patienceMs, redirectUri)), patienceMs);
    });
    open(attempt.url.href);
    return await exchangeCode(endpoints, attempt, codeFrom(await callback, attempt));
  } finally {
    clearTimeout(patience);
    server.close();
  }
}

const tooLate = (ms: number, redirectUri: string) =>
  loginError(
    `the browser did not come back in time (${Math.ceil(ms / 60_000)} min). It must run on this machine and reach ${redirectUri}, ` +
      'which the issuer must know as a redirect of its client. Then run the same command again.',
  );

async function listen(server: Server, port = 0) {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw usageError(`Port ${port} of this machine cannot be used (${error.code}). Give another one with --port.`);
  });
}

/** Asks the desktop to open an address; where there is none, the printed address serves. */
export function openInBrowser(url: string) {
  const [command, ...rest] = { darwin: ['open'], win32: ['explorer.exe'] }[process.platform as string] ?? ['xdg-open'];
  const child = spawn(command!, [...rest, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
