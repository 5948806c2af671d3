/**
 * The first start makes a map of the sample city, through the same door as everybody: the command line's `map create`. The step is
 * what its captures were planned with; each finds its place by itself.
 */
import { join } from 'node:path';
import { main } from '../../cli/main.ts';
import { developmentLogin } from '../../cli/session/development-login.ts';
import { createClient } from '../../client/client.ts';
import { retry } from '../../client/retry.ts';

const NAME = 'Sample city';
/** examples/openttd/README.md asks for it with any copy. */
const ATTRIBUTION = 'OpenTTD (GPL-2.0) with OpenGFX (GPL-2.0)';

export type SampleMap = { job: string; map: string };

/**
 * Uploads `examples/openttd` and starts its job.
 * @param twin.issuer development issuer, which lets its first user in without asking
 * @throws Error with the command's own words
 */
export async function makeSampleMap(
  twin: { url: string; issuer: string; audience: string },
  root: string,
): Promise<SampleMap> {
  const city = join(root, 'examples', 'openttd');
  const { accessToken } = await developmentLogin(twin.issuer, twin.audience);
  const api = createClient({ baseUrl: twin.url, token: async () => accessToken });
  // Repeated by the command itself; here for a function that dies (docs/local.md), or a start that is still busy.
  await retry({ signal: new AbortController().signal }, () => api.createMap({ name: NAME, attribution: ATTRIBUTION }));
  const answer: string[] = [];
  const words: string[] = [];
  const code = await main(['map', 'create', city, '--step', '1000x750', '--name', NAME, '--json'], {
    stdout: { write: (text) => answer.push(text) },
    stderr: { write: (text) => words.push(text) },
    env: { TESSERA_TOKEN: accessToken, TESSERA_URL: twin.url },
    // Ctrl-C stops the twin, and this with it.
    onInterrupt: () => () => {},
  });
  if (code !== 0) throw new Error(words.join('').trim());
  const { job_id: job, map } = JSON.parse(answer.join(''));
  return { job, map };
}
