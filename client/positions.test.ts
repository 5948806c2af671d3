import { expect, test } from 'vitest';
import { deriveCells, placeByPositions, readPositions } from './positions.ts';

test('both forms are read, others answer what is wrong', () => {
  const entry = { file: 'a.png', nominal: [1, 2] };
  expect(readPositions(JSON.stringify([entry]))).toEqual([entry]);
  expect(readPositions(JSON.stringify({ captures: [entry], more: 1 }))).toEqual([entry]);
  expect(readPositions(`\ufeff${JSON.stringify([entry])}`)).toEqual([entry]);
  expect(readPositions('[')).toMatch(/not JSON/);
  expect(readPositions('{"shots":[]}')).toMatch(/not of the form/);
  expect(readPositions('[{"file":"a.png","nominal":[1]}]')).toMatch(/entry 1, a\.png: nominal must be two numbers/);
  expect(readPositions('[{"file":"a.png","nominal":[1,2],"row":-1}]')).toMatch(
    /entry 1, a\.png: row must be a whole number/,
  );
  expect(readPositions(JSON.stringify([entry, { nominal: [1, 2] }]))).toMatch(/entry 2: file must be the name/);
  expect(readPositions(JSON.stringify([entry, 'b.png']))).toMatch(/entry 2: is no \{"file"/);
  expect(readPositions('{"captures":{}}')).toMatch(/no list of shots/);
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

test('many that are missing or unlisted are told together', () => {
  const names = (letter: string) => Array.from({ length: 8 }, (_, i) => `${letter}${i}`);
  const listed = ['here', ...names('gone')].map((file, i) => ({ file, nominal: [i, 0] as [number, number] }));
  expect(placeByPositions(listed, ['here', ...names('extra')]).problems).toEqual([
    '8 of the 9 pictures in the positions are missing: gone0, gone1, gone2 and 5 more. Add them, or take them off the list.',
    '8 of the 9 pictures are not in the positions: extra0, extra1, extra2 and 5 more. List them, or take them out of the folder.',
  ]);
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

test('parts of a map that lie far apart keep their own rows and columns', () => {
  const part = (left: number, top: number) =>
    [0, 1, 2, 3].map((i): [number, number] => [
      left + (i % 2) * 1000 + i * 3,
      top + Math.floor(i / 2) * 700 + (i % 2) * 5,
    ]);
  expect(deriveCells([...part(0, 0), ...part(50_000, 0)])).toEqual(
    [0, 1, 2, 3, 0, 1, 2, 3].map((i, k) => ({ row: Math.floor(i / 2), col: (i % 2) + (k < 4 ? 0 : 2) })),
  );
  const row: [number, number][] = [0, 1000, 2000, 90_000].map((x, i) => [x, i * 7]);
  expect(deriveCells(row)).toEqual([0, 1, 2, 3].map((col) => ({ row: 0, col })));
});

test('steps may differ much from one axis to the other', () => {
  const cells = Array.from({ length: 12 }, (_, i) => ({ row: Math.floor(i / 3), col: i % 3 }));
  expect(deriveCells(cells.map(({ row, col }) => [col * 2000 + row * 9, row * 300 + col * 4]))).toEqual(cells);
});

test('two shots of one place are told as such, however far apart others are', () => {
  const at = (file: string, x: number) => ({ file, nominal: [x, 0] as [number, number] });
  const entries = [at('a', 0), at('again', 4), at('b', 1000), at('c', 2000), at('d', 60_000)];
  const { problems } = placeByPositions(
    entries,
    entries.map(({ file }) => file),
  );
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain('again');
});

test('a grid of 10,000 wobbling shots', () => {
  const cells = Array.from({ length: 10_000 }, (_, i) => ({ row: Math.floor(i / 100), col: i % 100 }));
  const wobble = (i: number) => (i * 7919) % 23;
  const positions = cells.map(({ row, col }, i): [number, number] => [
    col * 1024 + wobble(i),
    row * 1024 + wobble(i + 5),
  ]);
  expect(deriveCells(positions)).toEqual(cells);
});
