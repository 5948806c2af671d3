import type { Kernel } from '../../ports/kernel.ts';
import type { KernelExports } from './exports.ts';
import type { Heap } from './heap.ts';
import { requireSameSize, takePlane } from './pictures.ts';

/** How many shots a byte counts, and their sums fit into. */
const MOST_SHOTS = 255;

export function kernelWatching(
  wasm: KernelExports,
  heap: Heap,
): Pick<Kernel, 'watch' | 'copyWatch' | 'see' | 'changes'> {
  const zeros = (bytes: number): number => {
    const at = heap.take(bytes);
    heap.bytes().fill(0, at, at + bytes);
    return at;
  };
  return {
    watch(plane) {
      const { width, height } = plane;
      const [first, equal] = [takePlane(heap, width, height), takePlane(heap, width, height)];
      const size = first.stride * height;
      const memory = heap.bytes();
      memory.fill(0, equal.at, equal.at + size);
      for (let y = 0; y < height; y++) {
        const from = plane.at + y * plane.stride;
        memory.copyWithin(first.at + y * first.stride, from, from + width);
      }
      return { first, equal, sums: zeros(2 * size), squares: zeros(4 * size), shots: 0 };
    },
    copyWatch({ first, equal, sums, squares, shots }) {
      const size = first.stride * first.height;
      const copied = (from: number, bytes: number): number => {
        const at = heap.take(bytes);
        heap.bytes().copyWithin(at, from, from + bytes);
        return at;
      };
      return {
        ...{ first: { ...first, at: copied(first.at, size) }, equal: { ...equal, at: copied(equal.at, size) } },
        ...{ sums: copied(sums, 2 * size), squares: copied(squares, 4 * size), shots },
      };
    },
    see(watch, plane, { gain, tolerance }) {
      const { first, equal, sums, squares } = watch;
      requireSameSize(first, plane);
      if (watch.shots === MOST_SHOTS) throw new RangeError(`No more than ${MOST_SHOTS} shots can be watched.`);
      watch.shots += 1;
      wasm.see(
        ...[first.at, plane.at, first.width, first.height, first.stride, plane.stride],
        ...[gain, tolerance, sums, squares, equal.at],
      );
    },
    changes({ first: { width, height, stride }, equal, sums, squares, shots }) {
      const deviation = heap.borrow(4 * width * height, (out) => {
        wasm.deviations(sums, squares, width, height, stride, Math.max(1, shots), out);
        return heap.float32(out, width * height).slice();
      });
      const counts = new Uint8Array(width * height);
      const memory = heap.bytes();
      for (let y = 0; y < height; y++) {
        const from = equal.at + y * stride;
        counts.set(memory.subarray(from, from + width), y * width);
      }
      return { shots, deviation, equal: counts };
    },
  };
}
