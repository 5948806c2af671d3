import type { XY } from '../../placement.ts';
import type { Kernel, Strip } from '../../ports/kernel.ts';
import type { KernelExports } from './exports.ts';
import type { Heap } from './heap.ts';
import { requireSameSize } from './pictures.ts';

/** Two strips as every comparing primitive takes them. */
export function both(a: Strip, b: Strip): number[] {
  requireSameSize(a, b);
  const [{ values, flags, width, height }, { values: others, flags: otherFlags }] = [a, b];
  const places = [values.at, values.stride, flags.at, flags.stride, others.at, others.stride];
  places.push(otherFlags.at, otherFlags.stride, width, height);
  return places;
}

/** Farthest that a sub-pixel step may be from the whole offset, in px: the kernel's rows reach no farther. */
const FARTHEST_FRACTION = 2;

type Matching = Pick<Kernel, 'match' | 'runs' | 'matchRuns' | 'gradients'>;

export function kernelMatching(wasm: KernelExports, heap: Heap): Matching {
  const borrowCandidates = <Result>(candidates: XY[], bytes: number, use: (at: number, out: number) => Result) =>
    heap.borrow(8 * candidates.length + bytes, (at) => {
      heap.int32(at, 2 * candidates.length).set(candidates.flatMap(([x, y]) => [Math.round(x), Math.round(y)]));
      return use(at, at + 8 * candidates.length);
    });
  return {
    match(a, b, [dx, dy], { tolerance, every = 1 }) {
      return heap.borrow(8, (out) => {
        wasm.match(...both(a, b), dx, dy, tolerance, every, out);
        const [compared, matched] = heap.int32(out, 2);
        return { compared: compared!, matched: matched! };
      });
    },
    runs({ flags, width, height }, { rows, least, most }) {
      const at = heap.take(4 * most);
      const count = wasm.findRuns(flags.at, width, height, flags.stride, rows, least, at, most);
      return { at, count };
    },
    matchRuns(a, b, runs, candidates, { tolerance, reach, every = 1 }) {
      const n = candidates.length;
      return borrowCandidates(candidates, 16 * n, (at, out) => {
        wasm.matchRuns(...both(a, b), runs.at, runs.count, every, at, n, reach, tolerance, out);
        const found = heap.int32(out, 4 * n);
        return candidates.map((_, i) => ({
          at: [found[4 * i]!, found[4 * i + 1]!],
          compared: found[4 * i + 2]!,
          matched: found[4 * i + 3]!,
        }));
      });
    },
    gradients(a, b, [dx, dy], [sx, sy], { tolerance, every = 1 }) {
      if (Math.abs(sx) > FARTHEST_FRACTION || Math.abs(sy) > FARTHEST_FRACTION)
        throw new RangeError(`(${sx}, ${sy}) px is too far from the whole offset: begin at another one.`);
      return heap.borrow(48 + 16 * (a.width + 32), (out) => {
        wasm.gradients(...both(a, b), dx, dy, sx, sy, tolerance, every, out, out + 64);
        const [xx, xy, yy, xr, yr, count] = heap.float64(out, 6) as unknown as [number, ...number[]];
        return { xx, xy: xy!, yy: yy!, xr: xr!, yr: yr!, count: count! };
      });
    },
  };
}
