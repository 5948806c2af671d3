import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Step } from './cached.ts';
import { builtKernel } from './kernel.ts';
import { copyWithDependencies } from './layer.ts';

export const OPENCV_LAYER = 'dist/layers/opencv';

/** Found as `tessera-kernel/kernel.wasm` by `require.resolve` in every function that has the layer. */
const KERNEL_PACKAGE = 'nodejs/node_modules/tessera-kernel';

/** The layer of registration as a Lambda sees it: the kernel, compiled if its sources changed, and opencv-js as it is installed. */
export function opencvLayerStep(root: string): Step {
  return {
    name: 'opencv-layer',
    inputs: [
      'layers/opencv/kernel',
      'node_modules/assemblyscript/package.json',
      'node_modules/@techstark/opencv-js/package.json',
      'scripts/build',
    ],
    outputs: [OPENCV_LAYER],
    make: () => makeLayer(root),
  };
}

async function makeLayer(root: string): Promise<void> {
  const kernel = await builtKernel(root);
  const layer = join(root, OPENCV_LAYER);
  const partial = `${layer}.made.${process.pid}`;
  try {
    await copyWithDependencies(root, '@techstark/opencv-js', partial);
    await mkdir(join(partial, KERNEL_PACKAGE), { recursive: true });
    await cp(kernel, join(partial, KERNEL_PACKAGE, 'kernel.wasm'));
    await writeFile(join(partial, KERNEL_PACKAGE, 'package.json'), '{ "name": "tessera-kernel" }\n');
    await rm(layer, { recursive: true, force: true });
    await rename(partial, layer);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}
