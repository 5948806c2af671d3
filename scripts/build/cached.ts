import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fingerprint } from './fingerprint.ts';

export type Step = {
  /** For people: what is made. */
  name: string;
  /** Files and folders, relative to the root, that decide what is made. */
  inputs: readonly string[];
  /** Files and folders, relative to the root, that the step writes. */
  outputs: readonly string[];
  /** Other things that decide what is made: versions, settings. */
  settings?: string;
  make(): Promise<void>;
};

/**
 * Runs the step unless neither its inputs nor its outputs changed since it last succeeded. Outputs count, too: what somebody
 * else wrote there (another synth, a cleaned folder) is not ours.
 * @returns true when the step ran
 */
export async function cached(root: string, step: Step): Promise<boolean> {
  const stamp = join(root, 'dist', '.stamps', step.name);
  const before = await fingerprint(root, step.inputs);
  const key = async () => [before, await fingerprint(root, step.outputs), step.settings ?? ''].join(' ');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === (await key())) return false;
  await rm(stamp, { force: true });
  await step.make();
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, await key());
  return true;
}
