import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Step } from './cached.ts';

const SOURCE = 'images/capture-game';
const BUNDLE = 'dist/handlers/map/capture-game';

/**
 * The folder from which the image of the worker that runs games is built: Dockerfile, runtime, the handler's bundle, and sharp as
 * its layer has it. To be made after those two.
 */
export function gameImageStep(root: string, platform: 'host' | 'linux-arm64'): Step {
  const layer = `dist/layers/sharp-${platform}`;
  const image = `dist/images/capture-game-${platform}`;
  return {
    name: `game-image-${platform}`,
    inputs: [SOURCE, BUNDLE, layer, 'scripts/build/game-image.ts'],
    outputs: [image],
    async make() {
      const partial = join(root, `${image}.${process.pid}`);
      try {
        await mkdir(partial, { recursive: true });
        for (const file of ['Dockerfile', 'runtime.mjs']) await cp(join(root, SOURCE, file), join(partial, file));
        await cp(join(root, BUNDLE, 'index.mjs'), join(partial, 'index.mjs'));
        await cp(join(root, layer), join(partial, 'opt'), { recursive: true });
        await rm(join(root, image), { recursive: true, force: true });
        await rename(partial, join(root, image));
      } finally {
        await rm(partial, { recursive: true, force: true });
      }
    },
  };
}
