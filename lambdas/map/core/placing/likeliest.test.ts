import { describe, expect, it } from 'vitest';
import { likeliest } from './likeliest.ts';
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
