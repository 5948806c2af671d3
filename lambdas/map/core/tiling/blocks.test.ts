import { describe, expect, it } from 'vitest';
import { BLOCK_TILES, TILE_SIZE } from '../../../../lib/limits.ts';
import { type PlannedShot, planBlocks as planFor } from './blocks.ts';

const shot = (row: number, col: number, x: number, y: number, width = 1280, height = 1024): PlannedShot => ({
  id: `r${row}c${col}`,
  key: `screenshots/m/r${row}c${col}`,
  sha256: `sum of r${row}c${col}`,
  row,
  col,
  position: [x, y],
  width,
  height,
  confidence: 1,
  reason: 'matched',
});
const BLOCK = BLOCK_TILES * TILE_SIZE;
const planBlocks = (world: Parameters<typeof planFor>[0]) => planFor(world, { format: 'png', quality: 80, effort: 0 });

describe('planBlocks', () => {
  it('cuts the world into blocks, the last ones smaller', () => {
    const { blocks } = planBlocks({ width: BLOCK + 1, height: TILE_SIZE + 1, shots: [] });
    expect(blocks).toEqual([
      { id: '0_0', tile_x: 0, tile_y: 0, columns: BLOCK_TILES, rows: 2, shots: [], inputs: Array(8).fill('empty') },
      { id: '1_0', tile_x: BLOCK_TILES, tile_y: 0, columns: 1, rows: 2, shots: [], inputs: ['empty', 'empty'] },
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

  it('leaves a doubtful shot out where others show its place, and counts so; what is said by hand is not doubted', () => {
    const under = { ...shot(0, 1, 10, 10), confidence: 0.3, reason: 'different' as const };
    const world = { width: 1300, height: 1044 };
    const planned = (doubtful: PlannedShot) => {
      const { blocks, requiredByTiles } = planBlocks({ ...world, shots: [shot(0, 0, 0, 0), doubtful] });
      return {
        shots: blocks.flatMap(({ shots }) => shots.map(({ id, low }) => [id, low])),
        required: requiredByTiles.get('r0c1'),
      };
    };
    // Its last 10 rows and columns nobody else shows.
    expect(planned(under)).toEqual({
      shots: [
        ['r0c0', undefined],
        ['r0c1', true],
      ],
      required: 5,
    });
    expect(planned({ ...under, position: [0, 0] })).toEqual({ shots: [['r0c0', undefined]], required: 0 });
    expect(planned({ ...under, reason: 'by_hand' })).toEqual({
      shots: [
        ['r0c0', undefined],
        ['r0c1', undefined],
      ],
      required: 8,
    });
  });

  it('tells every block where the interface is, if anywhere', () => {
    const world = { width: 1280, height: 1024, shots: [shot(0, 0, 0, 0)] };
    expect(planBlocks({ ...world, boxes: [] }).blocks[0]).not.toHaveProperty('boxes');
    expect(planBlocks({ ...world, boxes: [[0, 0, 1280, 22]] }).blocks[0]!.boxes).toEqual([[0, 0, 1280, 22]]);
  });

  it('leaves out a shot of which only its toolbar would be shown, and others show the place', () => {
    const upper = shot(0, 0, 0, 0);
    const lower = shot(1, 0, 0, 0);
    const world = {
      width: 1280,
      height: 1024,
      shots: [upper, lower],
      boxes: [[0, 0, 1280, 22]] as [number, number, number, number][],
    };
    expect(planBlocks(world).requiredByTiles.get('r1c0')).toBe(0);
    // Moved down by 22 px it shows the last rows only; its toolbar, though nearer in the middle, nowhere.
    const moved = planBlocks({ ...world, height: 1046, shots: [upper, { ...lower, position: [0, 22] }] });
    expect(moved.requiredByTiles.get('r1c0')).toBe(6);
  });

  it('counts the native tiles that show a shot', () => {
    const shots = [shot(0, 0, 0, 0, 512, 512), shot(0, 1, 512, 0, 513, 512), shot(1, 0, 0, 100, 300, 10)];
    const { requiredByTiles } = planBlocks({ width: 1025, height: 512, shots: [...shots, shot(1, 1, 0, 0, 512, 512)] });
    // r1c1 lies exactly under r0c0; the small one is nearest to its own middle.
    expect(Object.fromEntries(requiredByTiles)).toEqual({ r0c0: 1, r0c1: 2, r1c0: 1, r1c1: 0 });
  });
});
