import { main } from '../../cli/main.ts';
import { developmentLogin } from '../../cli/session/development-login.ts';
import { createClient } from '../../client/client.ts';

/** The command line as ada uses it on the platform of this address. */
export async function tessera(url: string, ...argv: string[]) {
  const { issuer, audience } = await createClient({ baseUrl: url }).config();
  const { accessToken } = await developmentLogin(issuer, audience);
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const exitCode = await main(argv, {
    stdout: { write: (text) => stdout.push(text) },
    stderr: { write: (text) => stderr.push(text) },
    env: { TESSERA_TOKEN: accessToken, TESSERA_URL: url },
    onInterrupt: () => () => {},
  });
  return { exitCode, stdout: stdout.join(''), stderr: stderr.join('') };
}
