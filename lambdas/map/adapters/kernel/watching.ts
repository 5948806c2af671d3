import type { Kernel, Watch } from '../../ports/kernel.ts';
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
    changes(watch, other) {
      const { width, height, stride } = watch.first;
      const [count, size] = [width * height, stride * height];
      const deviationsOf = ({ sums, squares, shots }: Watch, out: number) =>
        wasm.deviations(sums, squares, width, height, stride, Math.max(1, shots), out);
      return heap.borrow(8 * count + 64 + size, (deviations) => {
        const calmer = deviations + 4 * count;
        // Up to three numbers more are written.
        const counts = Math.ceil((calmer + 4 * count) / 16) * 16 + 16;
        deviationsOf(watch, deviations);
        heap.bytes().copyWithin(counts, watch.equal.at, watch.equal.at + size);
        if (other) {
          deviationsOf(other, calmer);
          wasm.takeCalmer(deviations, calmer, count, counts, other.equal.at, size);
        }
        const equal = new Uint8Array(count);
        const memory = heap.bytes();
        for (let y = 0; y < height; y++) {
          const from = counts + y * stride;
          equal.set(memory.subarray(from, from + width), y * width);
        }
        return { shots: watch.shots, deviation: heap.float32(deviations, count).slice(), equal };
      });
    },
  };
}
