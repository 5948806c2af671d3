import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { MEMORY_MB } from '../../lib/limits.ts';
import { runProbe } from './layer-probe/run-probe.ts';
import { OPENCV_LAYER } from './opencv-layer.ts';

const root = resolve(import.meta.dirname, '../..');

test('the layer answers in a process that has nothing else, within the memory of a worker', async () => {
  const { offset, shift, peak_mb } = await runProbe(root);
  expect(offset).toEqual([40, 24]);
  expect(shift).toEqual([40, 24]);
  expect(peak_mb).toBeLessThan(MEMORY_MB.worker);
});

test('the kernel imports nothing, and gives its memory and its primitives', async () => {
  const bytes = await readFile(resolve(root, OPENCV_LAYER, 'nodejs/node_modules/tessera-kernel/kernel.wasm'));
  const module = await WebAssembly.compile(bytes);
  expect(WebAssembly.Module.imports(module)).toEqual([]);
  expect(WebAssembly.Module.exports(module)).toContainEqual({ name: 'memory', kind: 'memory' });
  // Tens of kilobytes: it is read and compiled at each cold start.
  expect(bytes.length).toBeLessThan(64 * 1024);
});
