import { describe, expect, it } from 'vitest';
import { GAME_SIZE } from '../../../../lib/limits.ts';
import { captureGrid, type GridCell } from './grid.ts';
import { openttd } from './openttd/openttd.ts';
import { middleOf, worldOf } from './openttd/plane.ts';

/** Whether some capture shows the place. */
const shown = (cells: GridCell[], [x, y]: [number, number], [width, height]: readonly [number, number]) =>
  cells.some(({ nominal: [left, top] }) => x >= left && x < left + width && y >= top && y < top + height);

describe('captureGrid', () => {
  it.each([
    [[64, 64], 12],
    [[64, 256], 44],
    [[256, 256], 125],
  ] as [[number, number], number][])('of a world of %j tiles shows every tile, in %i captures', (sides, count) => {
    const world = worldOf(sides);
    const cells = captureGrid(openttd, world);
    for (let x = 1; x <= sides[0] - 2; x += 3) {
      for (let y = 1; y <= sides[1] - 2; y += 3) {
        const place = middleOf(world, [x, y]);
        if (!shown(cells, place, GAME_SIZE)) expect.fail(`The tile ${x}, ${y} is on no capture.`);
      }
    }
    expect(cells).toHaveLength(count);
  });

  it('takes fewer than a whole rectangle would, and none twice', () => {
    const cells = captureGrid(openttd, worldOf([512, 512]));
    expect(cells.length).toBeLessThan(0.65 * 33 * 22);
    expect(new Set(cells.map(({ nominal }) => `${nominal}`)).size).toBe(cells.length);
    expect(new Set(cells.map(({ row, col }) => `${row} ${col}`)).size).toBe(cells.length);
  });

  it('begins where it is told, and stands where the game can, within a tile', () => {
    const cells = captureGrid(openttd, worldOf([512, 512]), { from: [13_000, 6500], columns: 8, rows: 6 });
    expect(cells.map(({ row, col }) => [row, col])).toEqual(
      Array.from({ length: 48 }, (_, i) => [Math.floor(i / 8), i % 8]),
    );
    for (const { row, col, nominal } of cells) {
      expect(Math.abs(nominal[0] - 13_000 - 1000 * col)).toBeLessThanOrEqual(32);
      expect(Math.abs(nominal[1] - 6500 - 750 * row)).toBeLessThanOrEqual(16);
    }
  });

  it('steps three quarters of another size', () => {
    const [first, second] = captureGrid(openttd, worldOf([512, 512]), {
      ...{ size: [640, 512], from: [15_000, 8000], columns: 2, rows: 1 },
    });
    expect(Math.abs(second!.nominal[0] - first!.nominal[0] - 500)).toBeLessThanOrEqual(64);
  });

  it('says so when nothing of the world is in it', () => {
    const far = { from: [90_000, 0], columns: 2, rows: 2 } as { from: [number, number]; columns: number; rows: number };
    expect(() => captureGrid(openttd, worldOf([64, 64]), far)).toThrow(/has 3969 x 2135 px; from 90000,0 on/);
  });
});
