import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Step } from './cached.ts';

/** The pages, by Vite: `dist/web`, and the viewer of `map export` as one file, `dist/web/export/index.html`. */
export function webStep(root: string): Step {
  return {
    name: 'web',
    inputs: ['web', 'client', 'lib/limits.ts', 'lambdas/map/schemas.ts', 'package-lock.json', 'tsconfig.json'],
    outputs: ['dist/web'],
    make: () => buildPages(root),
  };
}

async function buildPages(root: string): Promise<void> {
  // Vite takes half a second to load: only where there is something to build.
  const { build } = await import('vite');
  await build({ configFile: join(root, 'web', 'vite.config.ts'), logLevel: 'warn' });
  for (const page of ['dist/web/index.html', 'dist/web/export/index.html']) {
    if (!(await stat(join(root, page)).catch(() => undefined))) {
      throw new Error(`web/vite.config.ts did not write ${page}.`);
    }
  }
}
