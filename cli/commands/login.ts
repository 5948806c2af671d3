import type { Command } from '../command.ts';
import { numberOption } from '../option-values.ts';
import { developmentLogin } from '../session/development-login.ts';
import { loopbackLogin, openInBrowser } from '../session/loopback-login.ts';
import { isDevelopment } from '../session/token-source.ts';
import { storeToken } from '../session/token-store.ts';

export const login: Command = {
  name: 'login',
  summary: 'logs you in with the browser and keeps the login for later commands',
  operands: [],
  options: {
    port: {
      type: 'string',
      value: 'N',
      help: 'come back to http://127.0.0.1:N/callback, for issuers that accept only registered ports (default: any free)',
    },
    print: { type: 'boolean', help: 'print the access token, for curl and other programs, and keep nothing' },
  },
  examples: [
    'tessera login --url https://maps.example.com',
    'tessera login --url https://maps.example.com --port 8976',
    'tessera login --print',
  ],
  async run({ values, api, url, output, signal, env }) {
    const port = numberOption(values, 'port', 1, 65535);
    const { issuer, client_id: clientId, audience } = await api.config();
    const development = isDevelopment(url, { issuer, client_id: clientId, audience });
    const open = (address: string) => {
      output.note('Log in with your browser. If it does not open by itself, open this address:');
      output.note(address);
      openInBrowser(address);
    };
    const token = development
      ? await developmentLogin(issuer, audience)
      : await loopbackLogin({ issuer, clientId, audience, port, open, signal });
    const { origin } = new URL(url);
    // A development token costs nothing to get and dies with the twin's state: each command gets its own.
    const until = new Date(token.expiresAt * 1000).toISOString();
    if (values.print === true) {
      const { accessToken } = token;
      output.result({ url: origin, issuer, expires_at: until, access_token: accessToken }, () => [accessToken]);
      return undefined;
    }
    if (!development) await storeToken(env, origin, token);
    const kept = development ? 'Commands log in at this development server by themselves.' : 'The login is stored.';
    output.result({ url: origin, issuer, expires_at: until }, () => [`Logged in at ${origin}. ${kept}`]);
    return undefined;
  },
};
