import { describe, expect, it } from 'vitest';
import { isOnLattice, latticePlaces } from './lattice.ts';
import { LATTICE } from './placing/city.fixture.ts';

describe('latticePlaces', () => {
  it('begins with the place nearest to what is wanted', () => {
    for (let x = -90; x <= 90; x += 7) {
      for (let y = -60; y <= 60; y += 5) {
        const [nearest] = latticePlaces([3, 4], LATTICE, [x, y]);
        let least = Infinity;
        for (let k = -8; k <= 8; k++) {
          for (let l = -8; l <= 8; l++) {
            const place = [3 + 32 * k - 32 * l, 4 + 16 * k + 16 * l] as const;
            least = Math.min(least, Math.hypot(place[0] - x, place[1] - y));
          }
        }
        expect(Math.hypot(nearest![0] - x, nearest![1] - y)).toBeCloseTo(least, 9);
      }
    }
  });

  it('knows stripes, which repeat in one direction, and a lattice that is none', () => {
    expect(
      latticePlaces(
        [0, 0],
        [
          [10, 0],
          [20, 0],
        ],
        [43, 99],
      )[0],
    ).toEqual([40, 0]);
    expect(
      latticePlaces(
        [0, 0],
        [
          [0, 0],
          [0, 8],
        ],
        [43, 15],
      )[0],
    ).toEqual([0, 16]);
    expect(
      latticePlaces(
        [5, 6],
        [
          [0, 0],
          [0, 0],
        ],
        [43, 15],
      )[0],
    ).toEqual([5, 6]);
  });
});

describe('isOnLattice', () => {
  it('is true of whole steps, and of what is near enough to them', () => {
    expect(isOnLattice([64, 0], LATTICE, 0.75)).toBe(true);
    expect(isOnLattice([64.5, -0.5], LATTICE, 0.75)).toBe(true);
    expect(isOnLattice([65, 0], LATTICE, 0.75)).toBe(false);
    expect(isOnLattice([32, 0], LATTICE, 0.75)).toBe(false);
  });

  it('knows stripes', () => {
    const stripes: [[number, number], [number, number]] = [
      [0, 0],
      [0, 8],
    ];
    expect(isOnLattice([0, 24], stripes, 0.75)).toBe(true);
    expect(isOnLattice([2, 24], stripes, 0.75)).toBe(false);
  });
});
