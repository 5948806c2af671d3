import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_BYTES } from '../limits.ts';

/**
 * A handler's code stays small, because its size is its cold start.
 *
 * @param folder of one bundle, without layers
 * @throws Error naming the folder, its size and the limit
 */
export function assertBundleWithinLimit(folder: string): void {
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  if (bytes > BUNDLE_BYTES) {
    throw new Error(
      `The bundle ${folder} has ${(bytes / 1024).toFixed(0)} kB, more than ${BUNDLE_BYTES / 1024} kB. ` +
        'See what it imports (npm run build names the largest inputs), or move it into a layer.',
    );
  }
}
