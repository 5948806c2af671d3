/**
 * Clients that generators of others make of docs/api/openapi.json: made anew, compiled, and used on a running platform by a probe in their
 * language (`probes/`). All probes do the same, and print what came of it as one line of JSON.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { developmentLogin } from '../../../cli/session/development-login.ts';
import { createClient } from '../../../client/client.ts';
import { projectRoot } from '../../build.ts';
import type { Verdict } from '../judge.ts';
import { startServer } from '../program.ts';

export const DOCUMENT = join(projectRoot, 'docs/api/openapi.json');
export const PROBES = join(import.meta.dirname, 'probes');

/** A platform whose functions are built anew, on a busy machine. */
const START_MS = 300_000;

/** What a probe did: made an album, was refused, announced, listed, opened a link as a guest, sent a form. */
const EXPECTED: Record<string, RegExp> = {
  album: /^album_/,
  refused: /^422 invalid_fields name$/,
  length: /^4$/,
  photos: /^0$/,
  guest: /^0$/,
  form: /^photo_/,
};

/** A tool that a judge runs, or a compiler. @throws Error with what it printed when it fails */
export async function runTool(program: string, args: string[], options: { cwd?: string; env?: object } = {}) {
  const env = { ...process.env, ...options.env };
  try {
    const limits = { maxBuffer: 64 * 1024 ** 2, timeout: 600_000 };
    return (await promisify(execFile)(program, args, { ...limits, ...options, env })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')}\n${`${stdout}\n${stderr}`.slice(-3000)}`);
  }
}

/**
 * @param use generates and compiles in a folder that goes afterwards, and runs the probe with `env`. Answers what that printed. Throws
 *   when the generator or the compiler refuses
 */
export async function judgeGenerated(use: (folder: string, env: Record<string, string>) => Promise<string>) {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-clients-'));
  const options = ['--no-open', '--empty', '--data', join(folder, 'data')];
  const start = ['scripts/node24.mjs', 'local/start.ts', ...options];
  const platform = await startServer((port) => [process.execPath, ...start, '--port', `${port}`], {
    seconds: START_MS / 1000,
  });
  try {
    const { issuer, audience } = await whenReady(platform.url);
    const photo = join(folder, 'lake.jpg');
    await writeFile(
      photo,
      await sharp({ create: { width: 8, height: 8, channels: 3, background: '#246' } })
        .jpeg()
        .toBuffer(),
    );
    const token = (await developmentLogin(issuer, audience)).accessToken;
    const printed = await use(folder, { TESSERA_URL: platform.url, TESSERA_TOKEN: token, TESSERA_PHOTO: photo });
    return verdictOf(JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Record<string, unknown>);
  } finally {
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** It answers 503 until everything is built, and 404 until the pages are there. */
async function whenReady(url: string) {
  const until = Date.now() + START_MS;
  for (;;) {
    const config = await createClient({ baseUrl: url })
      .config()
      .catch((error: Error) => error);
    if (!(config instanceof Error)) return config;
    if (Date.now() > until) throw config;
    await sleep(500);
  }
}

function verdictOf(told: Record<string, unknown>): Verdict {
  const differences = Object.entries(EXPECTED).flatMap(([name, wanted]) =>
    wanted.test(String(told[name])) ? [] : [`${name} is ${told[name]}, and not like ${wanted}`],
  );
  return { checked: Object.keys(EXPECTED).length, differences };
}
