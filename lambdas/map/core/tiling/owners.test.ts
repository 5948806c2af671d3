import { describe, expect, it } from 'vitest';
import { eachRun, type Placed } from './owners.ts';

/** The rule word by word, pixel by pixel: the slow truth. */
function ownerOf(shots: Placed[], x: number, y: number): number {
  let best = -1;
  let nearest = Number.POSITIVE_INFINITY;
  for (const [index, shot] of shots.entries()) {
    if (x < shot.x || x >= shot.x + shot.width || y < shot.y || y >= shot.y + shot.height) continue;
    const distance = (x + 0.5 - shot.x - shot.width / 2) ** 2 + (y + 0.5 - shot.y - shot.height / 2) ** 2;
    if (distance < nearest) [best, nearest] = [index, distance];
  }
  return best;
}

function runsOf(shots: Placed[], y: number, from: number, to: number) {
  const runs: { owner: number; from: number; to: number }[] = [];
  eachRun(shots, y, from, to, (owner, start, end) => runs.push({ owner, from: start, to: end }));
  return runs;
}

function row(shots: Placed[], y: number, from: number, to: number): number[] {
  const owners = new Array<number>(to - from).fill(-1);
  for (const run of runsOf(shots, y, from, to)) owners.fill(run.owner, run.from - from, run.to - from);
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

  it('gives a tie to the first in the list', () => {
    const same = { x: 0, y: 0, width: 4, height: 4 };
    expect(runsOf([same, { ...same }], 1, 0, 4)).toEqual([{ from: 0, to: 4, owner: 0 }]);
    // Pixel centre 2.5 lies in the middle between the centres 1.5 and 3.5.
    const left = { x: 0, y: 0, width: 3, height: 1 };
    const right = { x: 2, y: 0, width: 3, height: 1 };
    expect(row([left, right], 0, 0, 5)).toEqual([0, 0, 0, 1, 1]);
    expect(row([right, left], 0, 0, 5)).toEqual([1, 1, 0, 0, 0]);
  });

  it('decides alike in any window and without the shots that own nothing there', () => {
    const number = numbers(99);
    const shots = Array.from({ length: 9 }, () => ({ x: number(50), y: number(20), width: 30, height: 20 }));
    const whole = row(shots, 15, 0, 90);
    const owning = shots.filter((_, index) => whole.slice(20, 50).includes(index));
    const owners = row(owning, 15, 20, 50).map((index) => (index < 0 ? -1 : shots.indexOf(owning[index]!)));
    expect(owners).toEqual(whole.slice(20, 50));
  });

  it('leaves out what no shot covers', () => {
    expect(runsOf([{ x: 3, y: 0, width: 2, height: 2 }], 0, 0, 10)).toEqual([{ from: 3, to: 5, owner: 0 }]);
    expect(runsOf([{ x: 3, y: 0, width: 2, height: 2 }], 2, 0, 10)).toEqual([]);
  });
});
