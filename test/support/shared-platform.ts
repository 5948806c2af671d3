/**
 * One running platform for all system tests that neither end it nor count what it holds: starting one for each file, with
 * functions that nobody has called yet, would cost five seconds each time. Every file makes maps of its own.
 */
import type { TestProject } from 'vitest/node';
import { removeFolder, startPlatform, temporaryFolder } from './platform.ts';

type Shared = { url: string; directory: string };

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where it answers, and its data folder. */
    shared: Shared;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await temporaryFolder();
  const platform = await startPlatform(directory, '--empty');
  project.provide('shared', { url: platform.url, directory });
  return async () => {
    await platform.stop();
    await removeFolder(directory);
  };
}
