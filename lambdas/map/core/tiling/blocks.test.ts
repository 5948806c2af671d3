import { describe, expect, it } from 'vitest';
import { BLOCK_TILES, TILE_SIZE } from '../../../../lib/limits.ts';
import { type PlannedShot, planBlocks } from './blocks.ts';

const shot = (row: number, col: number, x: number, y: number, width = 1280, height = 1024): PlannedShot => ({
  id: `r${row}c${col}`,
  key: `screenshots/m/r${row}c${col}`,
  row,
  col,
  position: [x, y],
  width,
  height,
});
const BLOCK = BLOCK_TILES * TILE_SIZE;

describe('planBlocks', () => {
  it('cuts the world into blocks, the last ones smaller', () => {
    const { blocks } = planBlocks({ width: BLOCK + 1, height: TILE_SIZE + 1, shots: [] });
    expect(blocks).toEqual([
      { id: '0_0', tile_x: 0, tile_y: 0, columns: BLOCK_TILES, rows: 2, shots: [] },
      { id: '1_0', tile_x: BLOCK_TILES, tile_y: 0, columns: 1, rows: 2, shots: [] },
    ]);
  });

  it('names every block of a large world once', () => {
    const { blocks } = planBlocks({ width: 7 * BLOCK, height: 5 * BLOCK - 1, shots: [] });
    expect(new Set(blocks.map(({ id }) => id)).size).toBe(35);
    expect(blocks).toHaveLength(35);
  });

  it('gives a block exactly the shots that own a pixel of it, first row, then column', () => {
    // The second shot reaches 100 px into the second block, but there the third one is nearer everywhere.
    const shots = [shot(0, 2, BLOCK - 200, 0), shot(0, 1, BLOCK - 1180, 0), shot(0, 0, BLOCK - 2048, 0)];
    const { blocks } = planBlocks({ width: 2 * BLOCK, height: 1024, shots });
    const names = Object.fromEntries(blocks.map((block) => [block.id, block.shots.map(({ id }) => id)]));
    expect(names).toEqual({ '0_0': ['r0c0', 'r0c1', 'r0c2'], '1_0': ['r0c2'] });
  });

  it('counts the native tiles that show a shot', () => {
    const shots = [shot(0, 0, 0, 0, 512, 512), shot(0, 1, 512, 0, 513, 512), shot(1, 0, 0, 100, 300, 10)];
    const { requiredByTiles } = planBlocks({ width: 1025, height: 512, shots: [...shots, shot(1, 1, 0, 0, 512, 512)] });
    // r1c1 lies exactly under r0c0; the small one is nearest to its own middle.
    expect(Object.fromEntries(requiredByTiles)).toEqual({ r0c0: 1, r0c1: 2, r1c0: 1, r1c1: 0 });
  });
});
