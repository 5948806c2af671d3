import type { PngData, PngKind } from '../../png-chunks.ts';
import type { Picture } from '../../ports/kernel.ts';
import type { KernelExports } from './exports.ts';
import type { Heap } from './heap.ts';

export type PngParts = {
  /**
   * An RGB picture in the kernel's memory. `kind`: what a pixel is; `palette`: RGB of 1 to 256 colours.
   * @returns undefined where the file is damaged: the stream is not whole or has another length, its checksum does not fit, or a
   * row's filter or a pixel's colour does not exist
   */
  unpackPng(png: PngData, kind: PngKind, palette?: Uint8Array): Picture | undefined;
};

const BYTES_OF: Record<PngKind, 1 | 2 | 3 | 4> = { rgb: 3, rgba: 4, grey: 1, 'grey-alpha': 2, palette: 1 };

/** Bytes behind a stream that are read, and behind its rows that are written (layers/opencv/kernel/inflate.ts). */
const BEHIND = { stream: 32, rows: 320 };
/** A stream is so many times as small as what it holds at most: 258 bytes take two bits. */
const MOST_SMALLER = 1032;
/** Bytes of tables that inflating needs. */
const TABLES = 16_384;

export function pngParts(wasm: KernelExports, heap: Heap): PngParts {
  return {
    unpackPng({ parts, width, height }, kind, palette = new Uint8Array()) {
      const bytes = BYTES_OF[kind];
      const length = (width * bytes + 1) * height;
      const at = inflate(parts, length);
      if (at === undefined) return undefined;
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

  function inflate(parts: Uint8Array[], expected: number): number | undefined {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    // Nothing is taken for a size that only the header knows.
    if (expected > MOST_SMALLER * length) return undefined;
    const to = heap.take(expected + BEHIND.rows);
    const isWhole = heap.borrow(length + BEHIND.stream + TABLES, (at) => {
      let next = at;
      for (const part of parts) {
        heap.write(next, part);
        next += part.length;
      }
      const tables = at + Math.ceil((length + BEHIND.stream) / 16) * 16;
      return wasm.inflate(at, length, to, expected, tables) !== 0;
    });
    if (isWhole) return to;
    heap.give(to);
    return undefined;
  }

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
