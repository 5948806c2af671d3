import { describe, expect, it } from 'vitest';
import { likeliest, shiftsOf } from './likeliest.ts';
import type { Words } from './words.ts';

const plan = { x: 0, y: 0, spread: 20 };
const says = (at: [number, number][], more: Partial<Words> = {}): Words => ({
  ...{ pair: 0, other: 0, firm: true, trusted: true, tolerance: 0.75, otherwise: 0.01 },
  shifts: at.map(([x, y]) => ({ x, y, likelihood: 0.9 })),
  ...more,
});
const hint = { trusted: false, otherwise: 0.3 };

describe('likeliest', () => {
  it('believes a single sure pair, near the plan or not', () => {
    expect(likeliest([says([[30, 10]])], plan)).toMatchObject({ x: 30, y: 10, against: 0 });
    expect(likeliest([says([[30, 10]])], plan)!.posterior).toBeGreaterThan(0.9);
  });

  it('gives a dispute of two to the one nearer to the plan, hardly', () => {
    const found = likeliest([says([[40, 0]]), says([[5, 3]])], plan);
    expect(found).toMatchObject({ x: 5, y: 3, against: 1 });
    expect(found!.posterior).toBeLessThan(0.95);
  });

  it('finds the one offset that two ambiguous pairs have in common', () => {
    const found = likeliest(
      [
        says(
          [
            [0, 0],
            [32, 16],
          ],
          hint,
        ),
        says(
          [
            [32, 16],
            [-32, 16],
          ],
          hint,
        ),
      ],
      plan,
    );
    expect(found).toMatchObject({ x: 32, y: 16 });
    expect(found!.posterior).toBeGreaterThan(0.5);
  });

  it('believes two that agree against three that do not', () => {
    const at = [
      [5, 3],
      [31, 0],
      [5, 3],
      [-20, 14],
      [9, -33],
    ].map(([x, y]) => says([[x!, y!]], { otherwise: 0.06 }));
    expect(likeliest(at, plan)).toMatchObject({ x: 5, y: 3, against: 3 });
  });

  it('takes a shot whose pairs all say something else for misplaced', () => {
    const scattered = [
      [31, 0],
      [-20, 14],
      [9, -33],
      [-41, -8],
    ].map(([x, y]) => says([[x!, y!]]));
    expect(likeliest(scattered, plan)).toBeNull();
    expect(likeliest([], plan)).toBeNull();
  });
});

describe('shiftsOf', () => {
  it('asks some of all that pairs on lattices of their own can mean: what most name, the nearest to the plan, and what is sure', () => {
    const lattices = Array.from({ length: 8 }, (_, pair) =>
      says(
        Array.from({ length: 36 }, (_, step): [number, number] => [32 * (step % 6) + pair, 16 * Math.floor(step / 6)]),
        hint,
      ),
    );
    const agreed: [number, number] = [900, 70];
    const all = [...lattices, says([agreed], hint), says([agreed], hint), says([[500, 500]])];
    const { asked, left } = shiftsOf(all, plan);
    expect(asked).toHaveLength(49);
    expect(left).toBe(8 * 36 + 2 - 49);
    expect(asked).toContainEqual(expect.objectContaining({ x: 500, y: 500 }));
    expect(asked).toContainEqual(expect.objectContaining({ x: 900, y: 70 }));
    expect(asked).toContainEqual(expect.objectContaining({ x: 0, y: 0 }));
    expect(asked).not.toContainEqual(expect.objectContaining({ x: 160, y: 80 }));
  });

  it('asks all that eight pairs on one lattice can mean', () => {
    const one = says([
      [0, 0],
      [32, 16],
      [-32, 16],
    ]);
    expect(shiftsOf(Array(8).fill(one), plan)).toMatchObject({ asked: [{}, {}, {}], left: 0 });
  });
});
