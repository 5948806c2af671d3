import { describe, expect, it } from 'vitest';
import type { Box } from '../../placement.ts';
import { boxRows } from './box-rows.ts';
import { eachRun, type Placed } from './owners.ts';

/** The rule word by word, pixel by pixel: the slow truth. */
function ownerOf(shots: Placed[], x: number, y: number, boxes: Box[] = []): number {
  let best = -1;
  let least = [Infinity, Infinity];
  for (const [index, shot] of shots.entries()) {
    const [column, line] = [x - shot.x, y - shot.y];
    if (column < 0 || column >= shot.width || line < 0 || line >= shot.height) continue;
    const isBox = boxes.some(
      ([left, top, width, height]) => column >= left && column < left + width && line >= top && line < top + height,
    );
    const rank = (shot.low ? 1 : 0) + (isBox ? 2 : 0);
    const distance = (column + 0.5 - shot.width / 2) ** 2 + (line + 0.5 - shot.height / 2) ** 2;
    if (rank > least[0]! || (rank === least[0] && distance >= least[1]!)) continue;
    best = index;
    least = [rank, distance];
  }
  return best;
}

function runsOf(shots: Placed[], y: number, from: number, to: number, boxes?: Box[]) {
  const runs: { owner: number; from: number; to: number }[] = [];
  eachRun(shots, y, from, to, (owner, start, end) => runs.push({ owner, from: start, to: end }), boxRows(boxes));
  return runs;
}

function row(shots: Placed[], y: number, from: number, to: number, boxes?: Box[]): number[] {
  const owners = new Array<number>(to - from).fill(-1);
  for (const run of runsOf(shots, y, from, to, boxes)) owners.fill(run.owner, run.from - from, run.to - from);
  return owners;
}

/** Numbers that only look random (Park and Miller's generator), so that a failure can be repeated. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

describe('eachRun', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('agrees with the rule on heaps of shots of any size (seed %i)', (seed) => {
    const number = numbers(seed * 7919);
    const shots = Array.from({ length: 12 }, () => ({
      x: number(60) - 20,
      y: number(40) - 15,
      width: 1 + number(40),
      height: 1 + number(30),
    }));
    for (let y = -5; y < 45; y++) {
      const truth = Array.from({ length: 80 }, (_, x) => ownerOf(shots, x, y));
      expect(row(shots, y, 0, 80), `row ${y}`).toEqual(truth);
    }
  });

  it.each(Array.from({ length: 40 }, (_, index) => index + 1))(
    'agrees with the rule where boxes and doubtful shots lose (seed %i)',
    (seed) => {
      const number = numbers(seed * 6151);
      const size = { width: 20 + number(30), height: 15 + number(20) };
      const shots = Array.from({ length: 10 }, () => ({
        ...{ x: number(60) - 20, y: number(40) - 15, ...size },
        // Every fourth set of any sizes, though boxes belong to shots of one size.
        ...(seed % 4 === 0 && { width: 1 + number(40), height: 1 + number(30) }),
        ...(number(3) === 0 && { low: true as const }),
      }));
      // Some reach beyond the shot, touch, overlap or have no size.
      const boxes = Array.from(
        { length: number(6) },
        (): Box => [number(45) - 3, number(30) - 3, number(25), number(number(2) ? 4 : 25)],
      );
      for (let y = -5; y < 45; y++) {
        const truth = Array.from({ length: 80 }, (_, x) => ownerOf(shots, x, y, boxes));
        expect(row(shots, y, 0, 80, boxes), `row ${y}`).toEqual(truth);
        for (const [i, { from, owner }] of runsOf(shots, y, 0, 80, boxes).slice(1).entries()) {
          const before = runsOf(shots, y, 0, 80, boxes)[i]!;
          expect(before.to < from || before.owner !== owner, `row ${y} has no run in two`).toBe(true);
        }
      }
    },
  );

  it('shows a box or a doubtful shot only where nothing else shows the place', () => {
    const toolbar: Box[] = [[0, 0, 10, 4]];
    const upper = { x: 0, y: 0, width: 10, height: 6 };
    const lower = { x: 0, y: 3, width: 10, height: 6 };
    const ownersOf = (shots: Placed[]) => Array.from({ length: 9 }, (_, y) => row(shots, y, 0, 1, toolbar)[0]);
    // By the centres alone the lower one begins in row 5, with its toolbar.
    expect(ownersOf([upper, lower])).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1]);
    expect(ownersOf([{ ...upper, low: true }, lower])).toEqual([0, 0, 0, 1, 0, 0, 1, 1, 1]);
    // Toolbars cover rows 3 to 6 of the one and 6 to 9 of the other: a clean pixel of a doubtful shot is better.
    expect(
      ownersOf([
        { ...lower, low: true },
        { ...upper, y: 6 },
      ]),
    ).toEqual([-1, -1, -1, 0, 0, 0, 1, 0, 0]);
  });

  it('gives a tie to the first in the list', () => {
    const same = { x: 0, y: 0, width: 4, height: 4 };
    expect(runsOf([same, { ...same }], 1, 0, 4)).toEqual([{ from: 0, to: 4, owner: 0 }]);
    // Pixel centre 2.5 lies in the middle between the centres 1.5 and 3.5.
    const left = { x: 0, y: 0, width: 3, height: 1 };
    const right = { x: 2, y: 0, width: 3, height: 1 };
    expect(row([left, right], 0, 0, 5)).toEqual([0, 0, 0, 1, 1]);
    expect(row([right, left], 0, 0, 5)).toEqual([1, 1, 0, 0, 0]);
  });

  it.each([
    [[]],
    [
      [
        [0, 0, 30, 5],
        [20, 8, 10, 12],
      ] as Box[],
    ],
  ])('decides alike in any window and without the shots that own nothing there, with boxes %j', (boxes) => {
    const number = numbers(99);
    const low = (index: number) => (index % 4 === 1 && boxes.length > 0 ? { low: true as const } : {});
    const shots = Array.from({ length: 9 }, (_, i) => ({
      x: number(50),
      y: number(20),
      width: 30,
      height: 20,
      ...low(i),
    }));
    const whole = row(shots, 15, 0, 90, boxes);
    const owning = shots.filter((_, index) => whole.slice(20, 50).includes(index));
    const owners = row(owning, 15, 20, 50, boxes).map((index) => (index < 0 ? -1 : shots.indexOf(owning[index]!)));
    expect(owners).toEqual(whole.slice(20, 50));
  });

  it('leaves out what no shot covers', () => {
    expect(runsOf([{ x: 3, y: 0, width: 2, height: 2 }], 0, 0, 10)).toEqual([{ from: 3, to: 5, owner: 0 }]);
    expect(runsOf([{ x: 3, y: 0, width: 2, height: 2 }], 2, 0, 10)).toEqual([]);
  });
});
