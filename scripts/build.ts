/**
 * `npm run build`: everything that the stacks take from `dist/`. Each part is made again only when what it is made from
 * changed; asking costs some 50 ms.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stop } from 'esbuild';
import { cached, type Step } from './build/cached.ts';
import { gameImageStep } from './build/game-image.ts';
import { handlersStep } from './build/handlers.ts';
import { layerStep } from './build/layer.ts';
import { opencvLayerStep } from './build/opencv-layer.ts';
import { webStep } from './build/web.ts';

export const projectRoot = resolve(import.meta.dirname, '..');

/**
 * @param options.report gets one line for each part that had to be made
 * @throws Error of the first part that fails, naming what to change
 */
export async function build(options: { report?: (line: string) => void } = {}): Promise<void> {
  const { report = () => {} } = options;
  const make = async (step: Step) => {
    const start = performance.now();
    if (await cached(projectRoot, step))
      report(`built ${step.name} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  };
  const steps = [handlersStep(projectRoot), webStep(), layerStep(projectRoot), opencvLayerStep(projectRoot)];
  // All are let end: one that is left behind would write while the next build does.
  const ends = await Promise.allSettled(steps.map(make));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  await make(gameImageStep(projectRoot, 'host'));
  // Its service would wait for more in up to 900 MB, for as long as the twin runs that was built for.
  await stop();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build({ report: console.error });
