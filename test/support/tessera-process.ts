/** The command line as people start it: the program that `bin` of package.json names, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');
const program = join(root, packageJson.bin.tessera);

export type Ended = { exitCode: number | null; stdout: string; stderr: string };
export type Running = {
  pid: number;
  ended: Promise<Ended>;
  /** Resolves when it has said something like this on stderr. */
  said(pattern: RegExp): Promise<RegExpMatchArray>;
  /** As Ctrl-C does. */
  interrupt(): void;
};

/** What commands look at must not come from whoever runs the tests. */
const OWN = ['TESSERA_URL', 'TESSERA_TOKEN', 'NO_COLOR', 'CI', 'npm_lifecycle_event'];

/** @param env variables beside our own */
export function startTessera(env: NodeJS.ProcessEnv, ...argv: string[]): Running {
  const inherited = Object.entries(process.env).filter(([name]) => !OWN.includes(name));
  const child = spawn(process.execPath, [program, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(inherited), ...env },
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (written.stdout += chunk));
  child.stderr.on('data', (chunk) => (written.stderr += chunk));
  const ended = once(child, 'close').then(([exitCode]) => ({ exitCode, ...written }));
  const said = async (pattern: RegExp) => {
    for (;;) {
      const match = pattern.exec(written.stderr);
      if (match) return match;
      const ends = await Promise.race([ended, once(child.stderr, 'data')]);
      if ('exitCode' in ends && !pattern.test(written.stderr))
        throw new Error(`ended without ${pattern}: ${ends.stderr}`);
    }
  };
  return { pid: child.pid!, ended, said, interrupt: () => void child.kill('SIGINT') };
}

export const runTessera = (env: NodeJS.ProcessEnv, ...argv: string[]): Promise<Ended> =>
  startTessera(env, ...argv).ended;
