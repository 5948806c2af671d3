import { expect, test } from 'vitest';
import { csvItems, parseCsv } from './csv.ts';

test('quoted fields hold delimiters, line ends and quotes', () => {
  expect(parseCsv('a,"b, ""c""\nd",e\r\n\r\n1,,3', ',')).toEqual([
    ['a', 'b, "c"\nd', 'e'],
    ['1', '', '3'],
  ]);
});

test('the first row names the columns; surplus values are dropped, missing ones empty', () => {
  expect(csvItems('a;b\n1;2;3\n4', { CSVHeaderLocation: 'FIRST_ROW', CSVDelimiter: 'SEMICOLON' })).toEqual([
    { a: '1', b: '2' },
    { a: '4', b: '' },
  ]);
});

test('given headers leave the first row to be an item', () => {
  expect(csvItems('1,2\n', { CSVHeaderLocation: 'GIVEN', CSVHeaders: ['x', 'y'] })).toEqual([{ x: '1', y: '2' }]);
});

test('the same header twice is refused', () => {
  expect(() => csvItems('a,a\n1,2', { CSVHeaderLocation: 'FIRST_ROW' })).toThrow(
    'CSV headers cannot contain duplicates.',
  );
});
