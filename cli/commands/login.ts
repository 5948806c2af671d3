import type { Command } from '../command.ts';
import { LoginDocument } from '../documents.ts';
import { numberOption } from '../option-values.ts';
import { developmentLogin } from '../session/development-login.ts';
import { LOGIN_MINUTES, loopbackLogin, openInBrowser } from '../session/loopback-login.ts';
import { isDevelopment } from '../session/token-source.ts';
import { storeToken } from '../session/token-store.ts';

export const login: Command = {
  name: 'login',
  summary: 'logs you in with the browser and keeps the login for later commands',
  about: [
    'Needed for a platform elsewhere; on this machine commands log in by themselves. The login is kept in a file that only',
    `you can read, and renewed by itself while the issuer allows it. The browser has ${LOGIN_MINUTES} minutes; it must run on this machine.`,
  ],
  operands: [],
  options: {
    port: {
      type: 'string',
      value: 'N',
      help: 'come back to http://127.0.0.1:N/callback, for issuers that accept only registered ports (default: any free)',
    },
    'no-browser': { type: 'boolean', help: 'open no browser, only show the address' },
    print: { type: 'boolean', help: 'print the access token, for curl and other programs, and keep nothing' },
  },
  examples: [
    ['at a deployed platform', 'tessera login --url https://maps.example.com'],
    ['where the issuer knows one port only', 'tessera login --url https://maps.example.com --port 8976'],
    ['a token for curl', 'curl -H "Authorization: Bearer $(tessera login --print)" http://127.0.0.1:4700/api/jobs'],
  ],
  exits: { 3: 'the login cannot be kept: the file cannot be written' },
  next: [
    ['tessera map list --url URL', 'uses the login; TESSERA_URL saves writing the address each time'],
    ['tessera logout --url URL', 'forgets it'],
  ],
  document: LoginDocument,
  async run({ values, api, url, output, signal, env }) {
    const port = numberOption(values, 'port', 1, 65535);
    const { issuer, client_id: clientId, audience } = await api.config();
    const development = isDevelopment(url, { issuer, client_id: clientId, audience });
    const open = (address: string) => {
      const shows = values['no-browser'] === true;
      output.note(
        shows
          ? 'Log in with a browser of this machine, at this address:'
          : 'Log in with your browser. If it does not open by itself, open this address:',
      );
      output.note(address);
      if (!shows) openInBrowser(address);
    };
    const token = development
      ? await developmentLogin(issuer, audience)
      : await loopbackLogin({ issuer, clientId, audience, port, open, signal });
    const { origin } = new URL(url);
    const until = new Date(token.expiresAt * 1000).toISOString();
    if (values.print === true) {
      const { accessToken } = token;
      output.result({ url: origin, issuer, expires_at: until, access_token: accessToken }, () => [accessToken]);
      return undefined;
    }
    // A development token costs nothing to get and dies with the twin's state: each command gets its own.
    if (!development) await storeToken(env, origin, token);
    const kept = development ? 'Commands log in at this development server by themselves.' : 'The login is stored.';
    output.result({ url: origin, issuer, expires_at: until }, () => [`Logged in at ${origin}. ${kept}`]);
    return undefined;
  },
};
