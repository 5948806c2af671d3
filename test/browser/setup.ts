import type { TestProject } from 'vitest/node';
import { browserPath } from '../support/browser-path.ts';
import { sharePlatform } from '../support/shared-platform.ts';

/** The browser tests share a platform with its sample city, and a browser that is there before two of them look for it. */
export default async (project: TestProject) => {
  await browserPath();
  return sharePlatform(project);
};
