/** The map to look at: the given one, or one that a platform of its own makes of the captures, lossless, from their plan alone. */
import { main } from '../../cli/main.ts';
import { developmentLogin } from '../../cli/session/development-login.ts';
import { createClient } from '../../client/client.ts';
import { removeFolder, startPlatform, temporaryFolder } from '../../test/support/platform.ts';
import type { Options } from '../bench.ts';

type At = { url: string; map: string };

export async function withMapOf<Answer>(options: Options, work: (at: At) => Promise<Answer>): Promise<Answer> {
  const { map, url, positions, captures, progress } = options;
  if (map) return work({ url, map });
  progress('No --map: starting a platform of its own, which makes one.');
  const folder = await temporaryFolder();
  const platform = await startPlatform(folder, '--empty');
  try {
    return await work({ url: platform.url, map: await makeMap(platform.url, positions, captures, progress) });
  } finally {
    await platform.stop();
    await removeFolder(folder);
  }
}

/** @throws Error with the command's own words */
async function makeMap(url: string, positions: string, captures: string, progress: Options['progress']) {
  const { issuer, audience } = await createClient({ baseUrl: url }).config();
  const { accessToken } = await developmentLogin(issuer, audience);
  const answer: string[] = [];
  const words: string[] = [];
  const tiles = ['--format', 'webp-lossless', '--effort', '0'];
  const started = performance.now();
  const code = await main(
    ['map', 'create', captures, '--positions', positions, ...tiles, '--name', 'Mosaic', '--wait', '--json'],
    {
      stdout: { write: (text) => answer.push(text) },
      stderr: { write: (text) => words.push(text) },
      env: { TESSERA_TOKEN: accessToken, TESSERA_URL: url },
      onInterrupt: () => () => {},
    },
  );
  if (code !== 0) throw new Error(`${words.join('').trim()}\n${answer.join('').trim()}`);
  progress(`map made in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return (JSON.parse(answer.join('')) as { map: string }).map;
}
