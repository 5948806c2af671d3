import type { Kernel, Plane, Strip } from '../../ports/kernel.ts';
import { chromaRanges, RANGE } from './chroma-ranges.ts';
import type { KernelExports } from './exports.ts';
import type { Heap } from './heap.ts';

type Pictures = Pick<
  Kernel,
  'hold' | 'holdPlane' | 'luma' | 'highPass' | 'strip' | 'prepare' | 'readPicture' | 'readPlane'
>;

/** Pixels that an edge is repeated beyond the ends of a row, for what looks at surroundings. */
const EDGE = 8;

/** Bytes from row to row: up to 16 px beyond the end of a row are read without meeting the next one's (layers/opencv/kernel). */
export const strideOf = (width: number): number => Math.ceil(width / 16) * 16 + 16;

export function takePlane(heap: Heap, width: number, height: number): Plane {
  const stride = strideOf(width);
  return { at: heap.take(stride * height), width, height, stride };
}

export function kernelPictures(wasm: KernelExports, heap: Heap): Pictures {
  return {
    hold({ width, height, channels, data }) {
      const at = heap.take(data.byteLength);
      heap.write(at, data);
      return { at, width, height, channels };
    },
    holdPlane(width, height, bytes) {
      const plane = takePlane(heap, width, height);
      const memory = heap.bytes();
      for (let y = 0; y < height; y++) {
        const row = bytes.subarray(y * width, (y + 1) * width);
        const at = plane.at + y * plane.stride;
        memory.set(row, at);
        memory.fill(row[0]!, at - EDGE, at);
        memory.fill(row[width - 1]!, at + width, at + width + EDGE);
      }
      return plane;
    },
    luma({ at, width, height, channels }) {
      const plane = takePlane(heap, width, height);
      wasm.luma(at, width, height, channels, plane.at, plane.stride);
      return plane;
    },
    highPass({ at, width, height, stride }) {
      const plane = takePlane(heap, width, height);
      heap.borrow(2 * (width + 64), (sums) => wasm.highPass(at, width, height, stride, plane.at, plane.stride, sums));
      return plane;
    },
    strip(values, luma, [left, top, width, height], { texture, mask }) {
      const inside = left >= 0 && top >= 0 && left + width <= values.width && top + height <= values.height;
      if (!inside || width < 1 || height < 1)
        throw new RangeError(
          `A strip of ${width} x ${height} px at (${left}, ${top}) is not within the picture of ${values.width} x ${values.height} px.`,
        );
      for (const plane of [luma, ...(mask ? [mask] : [])]) requireSameSize(values, plane);
      const cut: Strip = {
        values: takePlane(heap, width, height),
        flags: takePlane(heap, width, height),
        width,
        height,
      };
      const from = left + top * values.stride;
      wasm.cutStrip(
        ...[values.at + from, luma.at + from, mask ? mask.at + from : 0, values.stride, top, values.height - top],
        ...[width, height, texture, cut.values.at, cut.flags.at, cut.flags.stride],
      );
      return cut;
    },
    prepare({ at, width, height, channels }, { texture, mask, hidden }) {
      if (mask) requireSameSize(mask, { width, height });
      const ranges = hidden ? chromaRanges(hidden) : new Int16Array();
      const [values, flags] = [takePlane(heap, width, height), takePlane(heap, width, height)];
      heap.borrow(ranges.byteLength, (table) => {
        heap.write(table, ranges);
        wasm.prepare(
          ...[at, width, height, channels, mask ? mask.at : 0, texture, table, ranges.length / RANGE],
          ...[values.at, flags.at, values.stride],
        );
      });
      return { values, flags, width, height };
    },
    readPicture: ({ at, width, height, channels }) => heap.copy(at, width * height * channels),
    readPlane({ at, width, height, stride }) {
      const memory = heap.bytes();
      const bytes = new Uint8Array(width * height);
      for (let y = 0; y < height; y++) bytes.set(memory.subarray(at + y * stride, at + y * stride + width), y * width);
      return bytes;
    },
  };
}

/** @throws RangeError when two things that are compared pixel by pixel have different sizes */
export function requireSameSize(a: { width: number; height: number }, b: { width: number; height: number }): void {
  if (a.width !== b.width || a.height !== b.height)
    throw new RangeError(`${a.width} x ${a.height} px cannot be compared with ${b.width} x ${b.height} px.`);
}
