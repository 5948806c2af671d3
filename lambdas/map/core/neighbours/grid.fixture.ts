import type { SizedShot } from '../../workflow.ts';

/** Shots of 1280 x 1024 px every 1000 x 750, as a grid of captures is planned. */
export const gridOf = (columns: number, rows: number): SizedShot[] =>
  Array.from({ length: columns * rows }, (_, index) => {
    const [row, col] = [Math.floor(index / columns), index % columns];
    const name = `r${row}_c${col}`;
    return { id: name, key: `screenshots/${name}`, name, row, col, ...at(1000 * col, 750 * row) };
  });

const at = (x: number, y: number): Pick<SizedShot, 'nominal' | 'width' | 'height'> => ({
  nominal: [x, y],
  width: 1280,
  height: 1024,
});
