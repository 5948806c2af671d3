/** Tokens of `tessera login`, by platform, in a file that only its owner can read. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { inputError } from '../command-error.ts';

const Stored = z.object({ accessToken: z.string(), expiresAt: z.number(), refreshToken: z.string().optional() });
const File = z.record(z.string(), Stored);

/** XDG on every system but Windows, where programs keep such files under APPDATA. */
export const tokenFile = (env: NodeJS.ProcessEnv) =>
  join(
    env.XDG_CONFIG_HOME || (process.platform === 'win32' && env.APPDATA) || join(homedir(), '.config'),
    'tessera',
    'tokens.json',
  );

async function read(env: NodeJS.ProcessEnv): Promise<z.infer<typeof File>> {
  const text = await readFile(tokenFile(env), 'utf8').catch(() => '{}');
  // A file that somebody broke is like none: the next login writes it anew.
  return File.safeParse(parse(text)).data ?? {};
}

export const storedToken = async (env: NodeJS.ProcessEnv, origin: string) => (await read(env))[origin];

export const storeToken = async (env: NodeJS.ProcessEnv, origin: string, token: z.infer<typeof Stored>) =>
  write(env, { ...(await read(env)), [origin]: token });

/** @returns whether there was one */
export async function forgetToken(env: NodeJS.ProcessEnv, origin: string): Promise<boolean> {
  const { [origin]: known, ...others } = await read(env);
  if (known) await write(env, others);
  return known !== undefined;
}

async function write(env: NodeJS.ProcessEnv, all: z.infer<typeof File>): Promise<void> {
  const file = tokenFile(env);
  const draft = `${file}.${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(draft, JSON.stringify(all), { mode: 0o600 });
    await rename(draft, file);
  } catch (error) {
    // Nobody would look for tokens in a draft.
    await rm(draft, { force: true }).catch(() => {});
    const { code } = error as NodeJS.ErrnoException;
    throw inputError(`The login cannot be kept in ${file} (${code}). Name another folder with XDG_CONFIG_HOME.`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
