import type { TestProject } from 'vitest/node';
import { sharePlatform } from '../support/shared-platform.ts';

/** The browser tests share a platform with its sample city. */
export default (project: TestProject) => sharePlatform(project);
