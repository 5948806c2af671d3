/** One running platform with its sample city for all browser tests: starting one for each file would cost half their time. */
import type { TestProject } from 'vitest/node';
import { removeFolder, startPlatform, temporaryFolder } from '../support/platform.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the platform answers. */
    platform: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await temporaryFolder();
  const platform = await startPlatform(directory);
  project.provide('platform', platform.url);
  return async () => {
    await platform.stop();
    await removeFolder(directory);
  };
}
