import { expect, test } from 'vitest';
import { repairParts, saidOfRepair } from './repair-parts.ts';
import type { FoundRepair } from './repairing.ts';

const nothing = { changed: [], missing: [], shared: [], wrong: [], otherSize: [], unknown: [] };
const changed = (file: string, failed: boolean) => ({ file, failed }) as FoundRepair['changed'][number];

test('parts in which there is something, and what is read aloud of them', () => {
  const repair: FoundRepair = {
    ...{ ...nothing, changed: [changed('a.png', true), changed('b.png', false)], missing: ['c.png', 'd.png'] },
    wrong: [{ file: 'e.png', why: 'it is cut off.' }],
  };
  expect(repairParts(repair).map(({ lines, tone }) => [tone, ...lines])).toEqual([
    ['good', 'a.png'],
    ['bad', 'c.png', 'd.png'],
    ['bad', 'e.png: it is cut off.'],
    ['good', 'b.png'],
  ]);
  expect(saidOfRepair(repair)).toMatch(
    /^1 repaired picture\. 2 pictures are still missing\. These files .* first\. 1 other/,
  );
});

test('notes of a folder are left aside in silence, unless they are all there is', () => {
  const unknown = [{ file: 'notes.txt' }, { file: 'x.png' }, { file: 'A.PNG', meant: 'a.png' }];
  const names = (repair: FoundRepair) =>
    repairParts(repair)
      .at(-1)!
      .lines.map((line) => line.split(':')[0]);
  expect(names({ ...nothing, unknown })).toEqual(['notes.txt', 'x.png', 'A.PNG']);
  expect(names({ ...nothing, unknown, changed: [changed('a.png', true)] })).toEqual(['x.png']);
});
