import { expect, it } from 'vitest';
import { CASES, type CaseName } from './cases.ts';
import { type City, type CityShot, makeCity } from './make-city.ts';

const SMALL = { shot: [320, 256] as [number, number], columns: 4, rows: 3 };

/** Share of the pixels that two shots have in common by their true places and in which they are equal. */
function equalShare(a: CityShot, b: CityShot): number {
  const [dx, dy] = [b.true[0] - a.true[0], b.true[1] - a.true[1]];
  const { width, height } = a.pixels;
  let [equal, all] = [0, 0];
  for (let y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
    for (let x = Math.max(0, dx); x < Math.min(width, width + dx); x++) {
      const [from, to] = [(y * width + x) * 3, ((y - dy) * width + x - dx) * 3];
      all++;
      if ([0, 1, 2].every((c) => a.pixels.data[from + c] === b.pixels.data[to + c])) equal++;
    }
  }
  return equal / all;
}

const shotAt = ({ shots }: City, row: number, col: number) =>
  shots.find((shot) => shot.row === row && shot.col === col)!;

it('shows the same in what two shots have in common, but for what moves', () => {
  const city = makeCity({ case: 'plain', ...SMALL });
  expect(city.shots).toHaveLength(12);
  expect(equalShare(shotAt(city, 1, 1), shotAt(city, 1, 2))).toBeGreaterThan(0.95);
  expect(equalShare(shotAt(city, 1, 1), shotAt(city, 2, 1))).toBeGreaterThan(0.95);
});

it('is the same for the same seed, and another city for another', () => {
  const [once, again, other] = [7, 7, 8].map((seed) => makeCity({ case: 'light', ...SMALL, seed }));
  expect(again).toEqual(once);
  expect(other!.shots[0]!.pixels.data).not.toEqual(once!.shots[0]!.pixels.data);
});

it('lies off its plan by no more than is wished', () => {
  const { shots } = makeCity({ case: 'plain', ...SMALL, jitter: 7 });
  const off = shots.flatMap((shot) => [0, 1].map((axis) => shot.true[axis]! - shot.nominal[axis]!));
  expect(Math.max(...off.map(Math.abs))).toBeLessThanOrEqual(7);
  expect(new Set(off).size).toBeGreaterThan(5);
});

it('repeats its houses exactly, so that a place a lattice step away looks the same', () => {
  const { shots } = makeCity({ case: 'one-odd-house', ...SMALL });
  const [first] = shots;
  const { pixels } = first!;
  const row = (x: number) => pixels.data.subarray((40 * pixels.width + x) * 3, (40 * pixels.width + x + 200) * 3);
  expect(row(0)).toEqual(row(64));
  expect(shots.filter(({ solvable }) => solvable)).toHaveLength(2);
});

it.each<[CaseName, number]>([
  ['plain', 12],
  ['blank', 11],
  ['twice', 11],
  ['swapped', 10],
])('of %s, %i shots of 12 can be known', (name, count) => {
  expect(makeCity({ case: name, ...SMALL }).shots.filter(({ solvable }) => solvable)).toHaveLength(count);
});

it('shows nothing but water in the middle of the water block, which nobody can place', () => {
  const { shots } = makeCity({ case: 'water-block', shot: [320, 256] });
  const unknown = shots.filter(({ solvable }) => !solvable);
  const inside = (at: number) => at >= 2 && at <= 6;
  expect(unknown.filter(({ row, col }) => inside(row) && inside(col))).toHaveLength(25);
});

it('gives a hung capture the picture of its neighbour, and says where that lies', () => {
  const { shots } = makeCity({ case: 'twice', ...SMALL });
  const hung = shots.find(({ solvable }) => !solvable)!;
  const shown = shots.find((shot) => shot !== hung && shot.true[0] === hung.true[0] && shot.true[1] === hung.true[1])!;
  expect(Math.abs(shown.row - hung.row) + Math.abs(shown.col - hung.col)).toBe(1);
  expect(shown.pixels.data).toEqual(hung.pixels.data);
});

it('keeps a fractional place: cut between pixels, two shots still agree about', () => {
  const { shots } = makeCity({ case: 'fractional', ...SMALL });
  expect(shots.some(({ true: [x] }) => x % 1 !== 0)).toBe(true);
});

it('makes every case', () => {
  for (const name of Object.keys(CASES) as CaseName[]) {
    const { shots, boxes } = makeCity({ case: name, shot: [160, 128], columns: 3, rows: name === 'row' ? 1 : 3 });
    const usable = shots.every(({ pixels }) => pixels.data.length === 160 * 128 * 3);
    expect({ name, usable, boxes: boxes.length }).toEqual({ name, usable: true, boxes: CASES[name].interface ? 3 : 0 });
  }
});
