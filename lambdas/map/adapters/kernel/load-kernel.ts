import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { startKernel } from './start-kernel.ts';

/** The layer's package (scripts/build/opencv-layer.ts): `/opt/nodejs/node_modules` in Lambda, found by NODE_PATH there and here. */
const MODULE = 'tessera-kernel/kernel.wasm';

let started: ReturnType<typeof startKernel> | undefined;

/** The kernel of this process, from its layer; the first call starts it, in some milliseconds. */
export function loadKernel(): ReturnType<typeof startKernel> {
  started ??= readFile(createRequire(import.meta.url).resolve(MODULE)).then(startKernel);
  return started;
}
