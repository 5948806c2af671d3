/** The platform as a person starts it: `npm start` in a process of its own, with a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program, startProgram } from './program.ts';

export type Platform = Program & {
  url: string;
  /** Seconds that the ready line names. */
  readySeconds: number;
};

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'tessera-'));
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Starts and waits until everything answers. @throws Error with what was printed when it ends before */
export async function startPlatform(directory: string, ...options: string[]): Promise<Platform> {
  const program = startProgram('local/start.ts', '--no-open', '--data', directory, ...options);
  const [, url, ready] = await program.printed(/Tessera is ready at (\S+) \(([\d.]+) s\)/);
  return { ...program, url: url!, readySeconds: Number(ready) };
}
