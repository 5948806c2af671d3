import type { Kernel } from '../../ports/kernel.ts';
import type { KernelExports } from './exports.ts';
import type { Heap } from './heap.ts';
import { takePlane } from './pictures.ts';

type Light = Pick<Kernel, 'statistics' | 'relit'>;

export function kernelLight(wasm: KernelExports, heap: Heap): Light {
  /** Calls with room for `n` 64-bit sums, and gives them. */
  const sums = (n: number, call: (out: number) => void): number[] =>
    heap.borrow(8 * n, (out) => {
      call(out);
      return [...heap.float64(out, n)];
    });
  return {
    statistics({ values, flags, width, height }, every = 1) {
      const call = (out: number) =>
        wasm.statistics(values.at, flags.at, width, height, values.stride, flags.stride, every, out);
      const [count, sum, squares] = sums(3, call) as [number, number, number];
      const mean = count > 0 ? sum / count : 0;
      const deviation = count > 0 ? Math.sqrt(Math.max(0, squares / count - mean * mean)) : 0;
      return { count, mean, deviation };
    },
    relit({ values, flags, width, height }, gain, offset) {
      const lit = takePlane(heap, width, height);
      wasm.relight(values.at, width, height, values.stride, gain, offset, lit.at, lit.stride);
      return { values: lit, flags, width, height };
    },
  };
}
