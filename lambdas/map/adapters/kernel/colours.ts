import { CHROMA_BINS, type Kernel } from '../../ports/kernel.ts';
import type { KernelExports } from './exports.ts';
import type { Heap } from './heap.ts';
import { both } from './matching.ts';
import { requireSameSize, strideOf } from './pictures.ts';

type Colours = Pick<Kernel, 'bins' | 'hideBins' | 'hideColours' | 'tallyBins'>;

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
    hideColours({ flags, width, height }, picture, [left, top, ...size], hidden) {
      requireSameSize(flags, { width: size[0], height: size[1] });
      const shares = [...hidden.keys()].filter((bin) => hidden[bin]).map((bin) => [bin >> 5, bin & 31] as const);
      if (shares.length === 0) return;
      const [red, green] = [shares.map(([share]) => share), shares.map(([, share]) => share)];
      const line = picture.width * picture.channels;
      heap.borrow(CHROMA_BINS, (table) => {
        heap.write(table, hidden);
        wasm.hideColours(
          ...[picture.at + top * line + left * picture.channels, line, picture.channels, width, height],
          ...[flags.at, flags.stride, table],
          ...[Math.min(...red), Math.max(...red), Math.min(...green), Math.max(...green)],
        );
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
