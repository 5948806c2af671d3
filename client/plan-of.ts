import type * as z from 'zod';
import type { EstimateRequest } from '../lambdas/map/cost-schemas.ts';

type Shot = {
  row: number;
  col: number;
  nominal: readonly [number, number];
  width: number;
  height: number;
  bytes: number;
};

/** What an estimate has to know of shots that are placed: their grid, as regular as the middle of all steps makes it. */
export function planOf(shots: readonly Shot[]): z.input<typeof EstimateRequest> {
  const first = shots[0]!;
  const columns = new Set(shots.map(({ col }) => col)).size;
  const at = new Map(shots.map((shot) => [`${shot.row} ${shot.col}`, shot]));
  const steps = (right: number, down: number, axis: 0 | 1) =>
    shots.flatMap(({ row, col, nominal }) => {
      const next = at.get(`${row + down} ${col + right}`);
      return next ? [next.nominal[axis] - nominal[axis]] : [];
    });
  const across = middle(steps(1, 0, 0)) ?? first.width;
  const down = middle(steps(0, 1, 1)) ?? first.height;
  const px = (step: number) => Math.min(8192, Math.max(1, Math.round(step)));
  return {
    ...{ shots: shots.length, columns, width: first.width, height: first.height },
    step: [px(across), px(down)],
    bytes: Math.round(shots.reduce((sum, { bytes }) => sum + bytes, 0)),
  };
}

const middle = (values: number[]): number | undefined => values.toSorted((a, b) => a - b)[values.length >> 1];
