import { describe, expect, it } from 'vitest';
import type { TileOptions } from '../../workflow.ts';
import { type PlannedShot, planBlocks } from './blocks.ts';
import { blockInputs, EMPTY, levelBelow, levelsOf, lowerInputs } from './tile-inputs.ts';

const options: TileOptions = { format: 'webp', quality: 80, effort: 0 };
const shot = (id: string, x: number, y: number, more: Partial<PlannedShot> = {}): PlannedShot => ({
  ...{ id, key: id, sha256: `sum of ${id}`, row: y, col: x, position: [x, y], width: 700, height: 512 },
  ...{ confidence: 1, reason: 'given', ...more },
});
/** Three tiles side by side, the last of them 88 px wide: `a` shows the first and, `b` being nearer from 700 on, a part of the second. */
const [a, b] = [shot('a', 0, 0), shot('b', 512, 0)];
const WIDTH = 1212;
const plan = (
  shots: PlannedShot[],
  more: { width?: number; boxes?: [number, number, number, number][] } = {},
  with_ = options,
) => planBlocks({ width: WIDTH, height: 512, shots, ...more }, with_).blocks[0]!;
const before = plan([a, b]).inputs;
/** Which of the three are still the same. */
const same = (inputs: string[]) => inputs.slice(0, 3).map((each, i) => each === before[i]);

describe('the fingerprint of a tile', () => {
  it('is the same for the same picture, whatever its id, its file and its place in the grid', () => {
    const other = shot('other', 512, 0, { sha256: b.sha256, row: 3, col: 9 });
    expect(same(plan([a, other]).inputs)).toEqual([true, true, true]);
  });

  it.each([
    ['another picture', [a, { ...b, sha256: 'repainted' }], [true, false, false]],
    ['a shot that is moved', [a, { ...b, position: [512, 1] as [number, number] }], [true, false, false]],
    ['a doubtful shot', [a, { ...b, confidence: 0.1, reason: 'matched' as const }], [true, false, false]],
  ] as const)('is another where %s shows, and nowhere else', (_, shots, expected) => {
    expect(same(plan([...shots]).inputs)).toEqual(expected);
  });

  it('is another where a part of a picture has changed that the tile shows', () => {
    // 700 x 512 px are 6 x 4 cells of 128 px: the changed one is the last of the first row, 640 px from the left edge of `b`.
    const cells = (changed?: number) =>
      Array.from({ length: 24 }, (_, i) => (i === changed ? '--------' : 'aaaaaaaa')).join('');
    const then = plan([a, { ...b, cells: cells() }]).inputs;
    const sameAs = (shown: PlannedShot) =>
      plan([a, shown])
        .inputs.slice(0, 3)
        .map((each, i) => each === then[i]);
    expect(sameAs({ ...b, cells: cells(), sha256: 'another file' })).toEqual([true, true, true]);
    expect(sameAs({ ...b, cells: cells(5) })).toEqual([true, true, false]);
    expect(sameAs({ ...b, cells: cells(0) })).toEqual([true, false, true]);
  });

  it('does not look at shots that own no pixel of the tile, though they cover it', () => {
    const hidden = shot('hidden', 0, 0, { confidence: 0.1, reason: 'different', row: 7 });
    expect(same(plan([a, b, hidden]).inputs)).toEqual([true, true, true]);
  });

  it('is another for other boxes, and for other options', () => {
    expect(same(plan([a, b], { boxes: [[0, 0, 700, 22]] }).inputs)).toEqual([false, false, false]);
    expect(same(plan([a, b], {}, { ...options, quality: 81 }).inputs)).toEqual([false, false, false]);
    expect(same(plan([a, b], {}, { ...options, format: 'png' }).inputs)).toEqual([false, false, false]);
  });

  it('stays where the world grows beyond the tile, and is another where the world cuts a shot', () => {
    expect(same(plan([a, b, shot('c', 1536, 0)], { width: 2236 }).inputs)).toEqual([true, true, true]);
    expect(same(plan([a, b], { width: 1200 }).inputs)).toEqual([true, true, false]);
  });

  it('is known where nothing is shown', () => {
    expect(plan([a, b, shot('c', 2200, 0)], { width: 2900 }).inputs[3]).toBe(EMPTY);
  });
});

describe('the fingerprint of a lower tile', () => {
  it('is that of its children in their places, and the edge of the world is as good as an empty tile', () => {
    const [one, two] = before as [string, string];
    expect(lowerInputs([one, two, EMPTY, EMPTY])).not.toBe(lowerInputs([two, one, EMPTY, EMPTY]));
    const narrow = levelBelow({ columns: 1, rows: 1, inputs: [one] });
    expect(narrow).toEqual(levelBelow({ columns: 2, rows: 1, inputs: [one, EMPTY] }));
    expect(levelBelow({ columns: 2, rows: 2, inputs: [EMPTY, EMPTY, EMPTY, EMPTY] }).inputs).toEqual([EMPTY]);
  });

  it('is there for every level that a block makes', () => {
    const shapes = (max_zoom: number) =>
      levelsOf({ columns: 3, rows: 1, inputs: before.slice(0, 3) }, max_zoom).map(({ columns, rows }) => [
        columns,
        rows,
      ]);
    expect(shapes(5)).toEqual([
      [3, 1],
      [2, 1],
      [1, 1],
    ]);
    expect(shapes(1)).toEqual([
      [3, 1],
      [2, 1],
    ]);
  });
});

describe('blockInputs', () => {
  it('is another when a tile is, and when the same tiles lie at another zoom', () => {
    const block = plan([a, b]);
    expect(blockInputs(plan([a, b]), 2)).toBe(blockInputs(block, 2));
    expect(blockInputs(block, 3)).not.toBe(blockInputs(block, 2));
    expect(blockInputs(plan([a, { ...b, sha256: 'repainted' }]), 2)).not.toBe(blockInputs(block, 2));
  });
});
