import { expect, test } from 'vitest';
import { deriveCells, placeByPositions, readPositions } from './positions.ts';

test('both forms are read, others answer what is wrong', () => {
  const entry = { file: 'a.png', nominal: [1, 2] };
  expect(readPositions(JSON.stringify([entry]))).toEqual([entry]);
  expect(readPositions(JSON.stringify({ captures: [entry], more: 1 }))).toEqual([entry]);
  expect(readPositions('[')).toMatch(/not JSON/);
  expect(readPositions('{"shots":[]}')).toMatch(/not of the form/);
  expect(readPositions('[{"file":"a.png","nominal":[1]}]')).toMatch(/entry 0\.nominal/);
});

test('rows and columns of the file are kept', () => {
  const entries = [{ file: 'a.png', nominal: [5, 6] as [number, number], row: 3, col: 4 }];
  expect(placeByPositions(entries, ['a.png'])).toEqual({
    placed: [{ file: 'a.png', nominal: [5, 6], row: 3, col: 4 }],
    problems: [],
  });
});

test('missing, unlisted and doubly listed files are all named', () => {
  const at = (file: string, x: number) => ({ file, nominal: [x, 0] as [number, number] });
  const { problems } = placeByPositions([at('a', 0), at('gone', 9), at('b', 18), at('b', 27)], ['a', 'b', 'extra']);
  expect(problems.map((line) => line.split(':')[0])).toEqual(['gone', 'extra', 'b']);
});

test('cells of a wobbling, drifting grid with a hole', () => {
  const positions: [number, number][] = [];
  const cells: { row: number; col: number }[] = [];
  for (let row = 0; row < 6; row++) {
    for (let col = 0; col < 9; col++) {
      if (row === 2 && col === 3) continue;
      positions.push([col * 1000 + row * 13 + ((row * col) % 7), row * 700 + col * 11]);
      cells.push({ row, col });
    }
  }
  expect(deriveCells(positions)).toEqual(cells);
});

test('one row stays one row, one column one column, one shot one cell', () => {
  const row = Array.from({ length: 10 }, (_, i): [number, number] => [i * 1000, (i * 16) % 48]);
  expect(deriveCells(row)).toEqual(row.map((_, col) => ({ row: 0, col })));
  expect(deriveCells(row.map(([x, y]) => [y, x]))).toEqual(row.map((_, row) => ({ row, col: 0 })));
  expect(deriveCells([[7, 7]])).toEqual([{ row: 0, col: 0 }]);
});
