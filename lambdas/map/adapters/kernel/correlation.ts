import type { Kernel, Peak, Strip } from '../../ports/kernel.ts';
import type { KernelExports } from './exports.ts';
import type { Heap } from './heap.ts';
import { requireSameSize } from './pictures.ts';
import { transformLength, tukeyWindow, turns } from './transform-tables.ts';

/** Share of a side that the window lets fall off: measured on strips of 256 px (docs/decisions). */
const TAPER = 0.35;

export function kernelCorrelation(wasm: KernelExports, heap: Heap): Pick<Kernel, 'correlate' | 'peaks'> {
  return {
    correlate(a, b, { scale, taper = TAPER, power = 0.75 }) {
      requireSameSize(a, b);
      const cells = [Math.ceil(a.width / scale), Math.ceil(a.height / scale)] as const;
      const [width, height] = [transformLength(cells[0]), transformLength(cells[1])];
      const plane = 4 * width * height;
      const surface = heap.take(plane);
      const longest = Math.max(width, height);
      const bytes = 3 * plane + 12 * (width + height) + 64 * longest + 64;
      heap.borrow(bytes, (scratch) => {
        // Three planes beside the surface, then the tables, then the lines of the transform.
        const [re, im, rest] = [scratch, scratch + plane, scratch + 2 * plane];
        let next = scratch + 3 * plane;
        const table = (values: Float32Array) => {
          heap.write(next, values);
          next += values.byteLength;
          return next - values.byteLength;
        };
        const [turnAcross, turnDown] = [table(turns(width)), table(turns(height))];
        const [across, down] = [
          table(tukeyWindow(cells[0], width, taper)),
          table(tukeyWindow(cells[1], height, taper)),
        ];
        const lines = Math.ceil(next / 16) * 16;
        const shrink = ({ values, flags }: Strip, to: number) =>
          wasm.shrink(
            ...[values.at, flags.at, a.width, a.height, values.stride, flags.stride, scale],
            ...[to, width, height, across, down],
          );
        // One transform for both strips: a is its real part, b its imaginary one.
        shrink(a, re);
        shrink(b, im);
        wasm.fourier2(re, im, width, height, turnAcross, turnDown, lines);
        wasm.crossPower(re, im, width, height, surface, rest, power === 1 ? 0 : 1);
        wasm.inverseReal(surface, rest, width, height, turnAcross, turnDown, lines);
      });
      return { at: surface, width, height, scale };
    },
    peaks({ at, width, height, scale }, { radius, around = [0, 0], most, apart }) {
      const rx = Math.min(Math.ceil(radius[0] / scale), Math.floor((width - 1) / 2));
      const ry = Math.min(Math.ceil(radius[1] / scale), Math.floor((height - 1) / 2));
      const [cx, cy] = around.map((each) => Math.round(each / scale)) as [number, number];
      const scratch = 4 * (2 * rx + 24) * (2 * ry + 3) + 24 * (2 * rx + 1) * (2 * ry + 1) + 8 * most;
      return heap.borrow(12 * most + 4 + scratch, (out) => {
        const behind = out + 12 * most + 4;
        const count = wasm.peaks(at, width, height, cx, cy, rx, ry, most, apart / scale, out, behind);
        const found = heap.float32(out, 3 * most + 1);
        const deviation = found[3 * most]!;
        // A surface of zeros: there was nothing to compare.
        if (!(deviation > 0)) return [];
        return Array.from(
          { length: count },
          (_, i): Peak => ({
            at: [found[3 * i]! * scale, found[3 * i + 1]! * scale],
            height: found[3 * i + 2]! / deviation,
          }),
        );
      });
    },
  };
}
