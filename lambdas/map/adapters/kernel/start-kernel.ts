import type { Address, Held, Kernel, Strip } from '../../ports/kernel.ts';
import { kernelColours } from './colours.ts';
import { kernelCorrelation } from './correlation.ts';
import type { KernelExports } from './exports.ts';
import { Heap } from './heap.ts';
import { kernelLight } from './light.ts';
import { kernelMatching } from './matching.ts';
import { kernelPictures } from './pictures.ts';
import { type PngParts, pngParts } from './png-parts.ts';
import { kernelWatching } from './watching.ts';

/** Compiles and starts the module: 1-2 ms. `module`: the bytes of kernel.wasm. */
export async function startKernel(module: Uint8Array<ArrayBuffer>): Promise<Kernel & PngParts> {
  const { instance } = await WebAssembly.instantiate(module);
  const wasm = instance.exports as unknown as KernelExports;
  const heap = new Heap(wasm.memory, wasm.heapBase());
  const light = kernelLight(wasm, heap);
  /** Strips whose flags are another one's. */
  const lit = new WeakSet<Strip>();
  const addresses = (held: Held): Address[] => {
    if ('squares' in held) return [held.sums, held.squares, held.first.at, held.equal.at];
    if (!('flags' in held)) return [held.at];
    return lit.has(held) ? [held.values.at] : [held.values.at, held.flags.at];
  };
  return {
    ...kernelPictures(wasm, heap),
    ...kernelCorrelation(wasm, heap),
    ...kernelMatching(wasm, heap),
    ...light,
    ...kernelColours(wasm, heap),
    ...kernelWatching(wasm, heap),
    ...pngParts(wasm, heap),
    relit(strip, gain, offset) {
      const made = light.relit(strip, gain, offset);
      lit.add(made);
      return made;
    },
    free(...held) {
      for (const address of held.flatMap(addresses)) heap.give(address);
    },
    held: () => heap.held,
    undoing: (work) => heap.undoing(work),
  };
}
