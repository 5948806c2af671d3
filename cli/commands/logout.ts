import type { Command } from '../command.ts';
import { LogoutDocument } from '../documents.ts';
import { forgetToken } from '../session/token-store.ts';

export const logout: Command = {
  name: 'logout',
  summary: 'forgets the login that is kept for a platform',
  about: [
    'On this machine only: the issuer still knows you, so that your browser may log in again without asking. A token in',
    'TESSERA_TOKEN is not touched.',
  ],
  operands: [],
  options: {},
  examples: [['at a deployed platform', 'tessera logout --url https://maps.example.com']],
  exits: { 3: 'the file of logins cannot be written' },
  next: [['tessera login --url URL', 'logs you in again']],
  document: LogoutDocument,
  async run({ url, output, env }) {
    const { origin } = new URL(url);
    const forgotten = await forgetToken(env, origin);
    output.result({ url: origin, forgotten }, () => [
      forgotten ? `Logged out at ${origin}.` : `No login is kept for ${origin}.`,
    ]);
    if (env.TESSERA_TOKEN) output.note('TESSERA_TOKEN is set and is used all the same.');
    return undefined;
  },
};
