import type { Picture } from '../../ports/kernel.ts';
import type { KernelExports } from './exports.ts';
import type { Heap } from './heap.ts';

/** Inflated data of a PNG of 8 bits a sample without interlacing: rows of a filter byte and `width * bytes` bytes. */
export type FilteredRows = { data: Uint8Array; width: number; height: number };

export type PngParts = {
  /**
   * From inflated data to an RGB picture in the kernel's memory. `kind`: what a pixel is; `palette`: RGB of 1 to 256 colours.
   * @returns undefined where a row's filter, or a pixel's colour, does not exist: the file is damaged
   */
  unfilterPng(rows: FilteredRows, kind: PngKind, palette?: Uint8Array): Picture | undefined;
};

export type PngKind = 'rgb' | 'rgba' | 'grey' | 'grey-alpha' | 'palette';

export const BYTES_OF: Record<PngKind, 1 | 2 | 3 | 4> = { rgb: 3, rgba: 4, grey: 1, 'grey-alpha': 2, palette: 1 };

export function pngParts(wasm: KernelExports, heap: Heap): PngParts {
  return {
    unfilterPng({ data, width, height }, kind, palette = new Uint8Array()) {
      const bytes = BYTES_OF[kind];
      const at = heap.take(data.byteLength);
      heap.write(at, data);
      if (wasm.unfilter(at, width * bytes, height, bytes) >= 0) {
        heap.give(at);
        return undefined;
      }
      if (kind === 'rgba') wasm.rgbaToRgb(at, width * height);
      if (kind === 'rgb' || kind === 'rgba') return { at, width, height, channels: 3 };
      const rgb = heap.take(3 * width * height);
      const known = kind === 'palette' ? fromPalette(at, rgb, width * height, palette) : true;
      if (kind !== 'palette') wasm.greyToRgb(at, width * height, bytes, rgb);
      heap.give(at);
      if (known) return { at: rgb, width, height, channels: 3 };
      heap.give(rgb);
      return undefined;
    },
  };

  function fromPalette(indices: number, rgb: number, count: number, palette: Uint8Array): boolean {
    const colours = palette.length / 3;
    const wide = new Uint8Array(4 * 256);
    for (let i = 0; i < colours; i++) wide.set(palette.subarray(3 * i, 3 * i + 3), 4 * i);
    return heap.borrow(wide.length, (table) => {
      heap.write(table, wide);
      return wasm.paletteToRgb(indices, count, table, colours, rgb) !== 0;
    });
  }
}
