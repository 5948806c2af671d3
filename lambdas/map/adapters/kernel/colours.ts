import { CHROMA_BINS, type Kernel } from '../../ports/kernel.ts';
import type { KernelExports } from './exports.ts';
import type { Heap } from './heap.ts';
import { both } from './matching.ts';
import { requireSameSize, strideOf } from './pictures.ts';

type Colours = Pick<Kernel, 'bins' | 'hideBins' | 'tallyBins'>;

export function kernelColours(wasm: KernelExports, heap: Heap): Colours {
  return {
    bins(picture, [left, top, width, height]) {
      const { channels } = picture;
      const stride = strideOf(width);
      const at = heap.take(2 * stride * height);
      const line = picture.width * channels;
      wasm.bins(picture.at + top * line + left * channels, line, channels, width, height, at, stride);
      return { at, width, height, stride };
    },
    hideBins({ flags, width, height }, bins, hidden) {
      requireSameSize(flags, bins);
      heap.borrow(CHROMA_BINS, (table) => {
        heap.write(table, hidden);
        wasm.hideBins(flags.at, width, height, flags.stride, bins.at, bins.stride, table);
      });
    },
    tallyBins(a, b, [dx, dy], bins, { tolerances: [fine, rough], every = 1 }) {
      requireSameSize(a, bins);
      return heap.borrow(20 * CHROMA_BINS, (table) => {
        const scratch = table + 12 * CHROMA_BINS;
        wasm.tallyBins(...both(a, b), dx, dy, fine, rough, every, bins.at, bins.stride, table, scratch);
        const counts = (index: number) => Uint32Array.from(heap.int32(table + 4 * CHROMA_BINS * index, CHROMA_BINS));
        return { seen: counts(0), differ: [counts(1), counts(2)] };
      });
    },
  };
}
