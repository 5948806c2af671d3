/**
 * `npm run build`: everything that the stacks take from `dist/`. Each part is made again only when what it is made from
 * changed; asking costs some 50 ms.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cached } from './build/cached.ts';
import { handlersStep } from './build/handlers.ts';
import { layerStep } from './build/layer.ts';
import { webStep } from './build/web.ts';

export const projectRoot = resolve(import.meta.dirname, '..');

/**
 * @param options.report gets one line for each part that had to be made
 * @throws Error of the first part that fails, naming what to change
 */
export async function build(options: { root?: string; report?: (line: string) => void } = {}): Promise<void> {
  const { root = projectRoot, report = () => {} } = options;
  const steps = [handlersStep(root), webStep(root), layerStep(root)];
  await Promise.all(
    steps.map(async (step) => {
      const start = performance.now();
      if (await cached(root, step))
        report(`built ${step.name} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build({ report: console.error });
