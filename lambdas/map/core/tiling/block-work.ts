import { TILE_SIZE } from '../../../../lib/limits.ts';
import type { Block } from '../../workflow.ts';
import { countBlockTiles } from './pyramid.ts';

/** What there is to do for a block of a build on top of another one, in ms of a core: for what is new in it, and for the rest. */
export type BlockWork = { make: number; copy: number };

/**
 * Fitted to the CPU time of 14 batches in the twin (`bench -- incremental --runs 7`; 1,280 x 1,024 px, lossless WebP): only their
 * proportions matter.
 */
const MS = { decoded: 30, made: 30, copied: 1.6 };

/** @param count shots to be decoded, tiles to be made, and tiles to be copied */
export const blockWork = (count: Record<keyof typeof MS, number>): BlockWork => ({
  make: MS.decoded * count.decoded + MS.made * count.made,
  copy: MS.copied * count.copied,
});

/** What is the same as in the base is copied; what is new is painted in squares of two tiles a side (begin-block.ts). */
export function workOnTopOf(before: Pick<Block, 'id' | 'inputs'>[], max_zoom: number): (block: Block) => BlockWork {
  const known = new Map(before.map(({ id, inputs }) => [id, inputs]));
  return (block) => {
    const { id, columns, inputs, shots, tile_x, tile_y } = block;
    const tiles = countBlockTiles(block, max_zoom);
    const changed = inputs.flatMap((each, i) => (each === known.get(id)?.[i] ? [] : [i]));
    if (changed.length === 0) return blockWork({ decoded: 0, made: 0, copied: tiles });
    const squares = new Set(changed.map((i) => `${(i % columns) >> 1} ${Math.floor(i / columns) >> 1}`));
    const inSquares = shots.filter(({ x, y, width, height }) =>
      [...squares].some((square) => {
        const [column, row] = square.split(' ').map(Number) as [number, number];
        const [left, top] = [(tile_x + 2 * column) * TILE_SIZE, (tile_y + 2 * row) * TILE_SIZE];
        const side = 2 * TILE_SIZE;
        return x < left + side && x + width > left && y < top + side && y + height > top;
      }),
    );
    const made = changed.length + squares.size + 1;
    return blockWork({ decoded: inSquares.length, made, copied: Math.max(0, tiles - made) });
  };
}
