/**
 * One running platform for all tests of a project that neither end it nor count what it holds: starting one for each file, with
 * functions that nobody has called yet, would cost five seconds each time. Every file makes maps of its own.
 */
import type { TestProject } from 'vitest/node';
import { synth } from '../../scripts/synth.ts';
import { removeFolder, startPlatform, temporaryFolder } from './platform.ts';

type Shared = { url: string; directory: string };

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where it answers, and its data folder. */
    shared: Shared;
  }
}

/** @param options of `npm start` */
export async function sharePlatform(project: TestProject, ...options: string[]): Promise<() => Promise<void>> {
  // Of a fresh clone, on a slow machine, what is built takes longer than a platform may take to be ready.
  await synth();
  const directory = await temporaryFolder();
  const platform = await startPlatform(directory, ...options);
  project.provide('shared', { url: platform.url, directory });
  return async () => {
    await platform.stop();
    await removeFolder(directory);
  };
}

export default (project: TestProject) => sharePlatform(project, '--empty');
