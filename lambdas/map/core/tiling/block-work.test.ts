import { describe, expect, it } from 'vitest';
import type { Block } from '../../workflow.ts';
import { blockWork, workOnTopOf } from './block-work.ts';

const shot = (id: string, x: number, y: number) => ({ id, key: id, x, y, width: 1280, height: 1024 });
/** 4 x 4 tiles of 512 px; two shots beside each other, and two below them. */
const block: Block = {
  ...{ id: '1_0', tile_x: 4, tile_y: 0, columns: 4, rows: 4 },
  shots: [shot('a', 1900, 0), shot('b', 2980, 0), shot('c', 1900, 900), shot('d', 2980, 900)],
  inputs: Array.from({ length: 16 }, (_, i) => `${i}`),
};
const before = (changed: number[]) => [
  { id: '1_0', inputs: block.inputs.map((each, i) => (changed.includes(i) ? 'before' : each)) },
];
/** Of a map of so many levels that a block makes three of them. */
const workOf = (changed: number[]) => workOnTopOf(before(changed), 5)(block);

describe('what there is to do for a block on top of another build', () => {
  it('is to copy all of it where nothing changed', () => {
    expect(workOf([])).toEqual(blockWork({ decoded: 0, made: 0, copied: 21 }));
  });

  it('is to decode what shows in the squares of two tiles that changed, and to make the tiles and those above them', () => {
    // The first square ends at 3,072 and 1,024: b and d begin at 2,980, c and d at 900.
    expect(workOf([0, 5])).toEqual(blockWork({ decoded: 4, made: 4, copied: 17 }));
    // The last one begins there: a and b end at 1,024.
    expect(workOf([15])).toEqual(blockWork({ decoded: 2, made: 3, copied: 18 }));
  });

  it('is all of it where the base has no such block', () => {
    expect(workOnTopOf([], 5)(block)).toEqual(blockWork({ decoded: 4, made: 21, copied: 0 }));
  });
});
