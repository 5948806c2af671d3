import { TILE_SIZE } from '../../../../lib/limits.ts';
import type { Block } from '../../workflow.ts';
import { SQUARE_SIDE } from './paint.ts';
import { countBlockTiles } from './pyramid.ts';

/** What there is to do for a block of a build on top of another one, in ms of a core: for what is new in it, and for the rest. */
export type BlockWork = { make: number; copy: number };

/**
 * Least squares over the CPU time that 14 batches of `bench -- incremental` took their processes in the twin, which were told to write it
 * down for that (1,280 x 1,024 px, lossless WebP). Only the proportions matter.
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
    const squares = new Map(
      changed.map((i) => {
        const [column, row] = [(i % columns) >> 1, Math.floor(i / columns) >> 1];
        const corner = { x: tile_x * TILE_SIZE + column * SQUARE_SIDE, y: tile_y * TILE_SIZE + row * SQUARE_SIDE };
        return [`${column} ${row}`, corner] as const;
      }),
    );
    const decoded = shots.filter((shot) => [...squares.values()].some((corner) => shows(shot, corner))).length;
    const made = changed.length + squares.size + 1;
    return blockWork({ decoded, made, copied: Math.max(0, tiles - made) });
  };
}

const shows = ({ x, y, width, height }: Block['shots'][number], square: { x: number; y: number }): boolean =>
  x < square.x + SQUARE_SIDE && x + width > square.x && y < square.y + SQUARE_SIDE && y + height > square.y;
