import { globSync } from 'node:fs';
import type { Step } from './cached.ts';

/** The pages, by Vite: `dist/web`, and the viewer of `map export` as one file, `dist/web/export/index.html`. */
export function webStep(): Step {
  return {
    name: 'web',
    inputs: ['web', 'client', 'lib/limits.ts', ...contracts(), 'package-lock.json', 'tsconfig.json'],
    outputs: ['dist/web'],
    make: buildPages,
  };
}

/** What the client imports beside its own room: the files of the products' and the kernel's first level. */
const contracts = () => globSync('lambdas/*/*.ts', { exclude: ['**/*.test.ts'] }).sort();

async function buildPages(): Promise<void> {
  // Vite takes half a second to load: only where there is something to build.
  const { buildWeb } = await import('../../web/build.ts');
  await buildWeb();
}
