import { NEIGHBOUR_OVERLAP } from '../../../../lib/limits.ts';
import type { Neighbour, Side } from '../../placement.ts';
import type { Area, CoordsItem, GameArea, SizedShot } from '../../workflow.ts';

/** Columns and rows from a shot to its neighbour. These four name every pair of the eight around a shot once. */
const SIDES: Record<Side, [number, number]> = {
  right: [1, 0],
  below: [0, 1],
  'right-below': [1, 1],
  'left-below': [-1, 1],
};

/** A neighbour's name only serves messages: of this many characters, 64 items with all neighbours fit into BATCH_BYTES. */
const NAME_LENGTH = 50;

/** Each shot with the neighbours that it is compared with, in the order of the shots; with `exact` there are none. */
export function withNeighbours(shots: SizedShot[], { exact }: { exact: boolean }): CoordsItem[] {
  if (exact) return shots.map((shot) => ({ ...shot, neighbours: [] }));
  const columns = ranks(shots.map(({ col }) => col));
  const rows = ranks(shots.map(({ row }) => row));
  const cell = (shot: SizedShot, [right, down]: [number, number]) =>
    `${columns.get(shot.col)! + right} ${rows.get(shot.row)! + down}`;
  const at = new Map(shots.map((shot) => [cell(shot, [0, 0]), shot]));
  return shots.map((shot) => {
    const neighbours = Object.entries(SIDES).flatMap(([side, step]): Neighbour[] => {
      const other = at.get(cell(shot, step));
      return other && overlap(shot, other) ? [neighbourOf(other, side as Side)] : [];
    });
    return { ...shot, neighbours };
  });
}

/** The shot of an area as Coords gets it. */
export const shotOfArea = ({ name, row, col, nominal, shot: { id, key }, size }: Area | GameArea): SizedShot => ({
  ...{ id, key, name, row, col, nominal },
  ...size,
});

/** Number -> its place in the order of all: rows and columns may be numbered with gaps. */
export function ranks(numbers: number[]): Map<number, number> {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  return new Map(sorted.map((number, rank) => [number, rank]));
}

function overlap(a: SizedShot, b: SizedShot): boolean {
  const shared = (axis: 0 | 1, side: 'width' | 'height') =>
    Math.min(a.nominal[axis] + a[side], b.nominal[axis] + b[side]) - Math.max(a.nominal[axis], b.nominal[axis]);
  return shared(0, 'width') >= NEIGHBOUR_OVERLAP && shared(1, 'height') >= NEIGHBOUR_OVERLAP;
}

function neighbourOf({ id, key, name, nominal }: SizedShot, side: Side): Neighbour {
  const characters = [...name];
  const short = characters.length <= NAME_LENGTH ? name : `${characters.slice(0, NAME_LENGTH - 1).join('')}…`;
  return { id, key, name: short, nominal, side };
}
