import { CHROMA_BINS, type Kernel } from '../../ports/kernel.ts';
import type { KernelExports } from './exports.ts';
import type { Heap } from './heap.ts';
import { both } from './matching.ts';
import { requireSameSize, strideOf } from './pictures.ts';

type Colours = Pick<Kernel, 'bins' | 'tallyBins'>;

export function kernelColours(wasm: KernelExports, heap: Heap): Colours {
  return {
    bins(picture, [left, top, width, height], every = 1) {
      const { channels } = picture;
      const stride = strideOf(width);
      const rows = Math.ceil(height / every);
      const at = heap.take(2 * stride * rows);
      const line = picture.width * channels;
      wasm.bins(picture.at + top * line + left * channels, every * line, channels, width, rows, at, stride);
      return { at, width, height, stride, every, top: 0 };
    },
    tallyBins(a, b, [dx, dy], bins, [fine, rough]) {
      requireSameSize(a, bins);
      return heap.borrow(20 * CHROMA_BINS, (table) => {
        const scratch = table + 12 * CHROMA_BINS;
        wasm.tallyBins(
          ...[...both(a, b), dx, dy, fine, rough],
          ...[bins.at, bins.stride, bins.every, bins.top, table, scratch],
        );
        const counts = (index: number) => Uint32Array.from(heap.int32(table + 4 * CHROMA_BINS * index, CHROMA_BINS));
        return { seen: counts(0), differ: [counts(1), counts(2)] };
      });
    },
  };
}
