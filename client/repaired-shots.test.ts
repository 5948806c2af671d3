import { expect, test, vi } from 'vitest';
import type { JobShots } from '../lambdas/map/redrive-schemas.ts';
import { findRepaired, isComplete, type Repair } from './repaired-shots.ts';

const shot = (name: string, col: number, failed = false) => ({ name, row: 0, col, sha256: `${name} before`, failed });
const job = (...shots: ReturnType<typeof shot>[]) =>
  ({ width: 8, height: 8, shots }) as unknown as Pick<JobShots, 'shots' | 'width' | 'height'>;
/** A file is its checksum here. */
const filesOf = (...files: [name: string, sum: string][]) => new Map(files);
const looking = (pictures: Record<string, string | { width: number; height: number }> = {}) => ({
  sha256: vi.fn(async (file: string) => file),
  inspect: vi.fn(async (file: string) => pictures[file] ?? { width: 8, height: 8 }),
  onChecked: vi.fn(),
});

test('takes failed shots and those that differ, looks at no others, and keeps their places', async () => {
  const tools = looking();
  const shots = job(shot('a.png', 0, true), shot('b.png', 1), shot('c.png', 2));
  const files = filesOf(['c.png', 'c.png after'], ['b.png', 'b.png before'], ['a.png', 'a.png before']);
  const found = await findRepaired(shots, files, tools);
  expect(found.changed.map(({ file, col, failed }) => [file, col, failed])).toEqual([
    ['a.png', 0, true],
    ['c.png', 2, false],
  ]);
  expect(isComplete(found)).toBe(true);
  expect(tools.inspect.mock.calls).toEqual([['a.png before'], ['c.png after']]);
  expect(tools.onChecked).toHaveBeenLastCalledWith(2, 2);
});

test('a picture that knows its file keeps the name of its shot', async () => {
  const picture = { width: 8, height: 8, file: { handle: 1 } };
  const found = await findRepaired(job(shot('a.png', 0, true)), filesOf(['a.png', 'x']), looking({ x: picture }));
  expect(found.changed[0]?.file).toBe('a.png');
});

test('says which failed shots are not there', async () => {
  const found = await findRepaired(
    job(shot('a.png', 0, true), shot('b.png', 1, true)),
    filesOf(['a.png', 'x']),
    looking(),
  );
  expect(found.missing).toEqual(['b.png']);
  expect(isComplete(found)).toBe(false);
});

test('names files that cannot be used, those of another size, and names whose place is not known', async () => {
  const shots = job(shot('a.png', 0), shot('b.png', 1), shot('c.png', 2), shot('c.png', 3));
  const files = filesOf(['a.png', 'cut'], ['b.png', 'small'], ['c.png', 'c']);
  const found = await findRepaired(shots, files, looking({ cut: 'it is cut off.', small: { width: 4, height: 8 } }));
  expect(found).toMatchObject({
    wrong: [{ file: 'a.png', why: 'it is cut off.' }],
    otherSize: [{ file: 'b.png', width: 4, height: 8 }],
    shared: ['c.png'],
  });
  expect(found.changed.some(({ file }) => file === 'b.png')).toBe(false);
});

test('before the first plan any size may be right', async () => {
  const found = await findRepaired(
    { ...job(shot('a.png', 0, true)), width: null, height: null },
    filesOf(['a.png', 'small']),
    looking({ small: { width: 4, height: 8 } }),
  );
  expect(found.changed).toHaveLength(1);
});

test('files that are no shots of the job are named, with the shot that may be meant', async () => {
  const files = filesOf(['A.PNG', ''], ['a.jpg', ''], ['notes.txt', '']);
  const { unknown } = await findRepaired(job(shot('a.png', 0)), files, looking());
  expect(unknown).toEqual([
    { file: 'A.PNG', meant: 'a.png' },
    { file: 'a.jpg', meant: 'a.png' },
    { file: 'notes.txt' },
  ]);
});

test.each(['missing', 'shared', 'wrong', 'otherSize'])('the job cannot go on with what is %s', (what) => {
  const nothing = { changed: [], missing: [], shared: [], wrong: [], otherSize: [], unknown: [{ file: 'x' }] };
  expect(isComplete(nothing)).toBe(true);
  expect(isComplete({ ...nothing, [what]: ['x'] } as unknown as Repair<unknown, unknown>)).toBe(false);
});
