import { BATCH_ITEMS, HELD_SHOT_PIXELS } from '../../../../lib/limits.ts';
import type { SizedShot } from '../../workflow.ts';
import { ranks } from './neighbours.ts';

type Cell = Pick<SizedShot, 'row' | 'col' | 'width' | 'height'>;

/** Side of the square that the shots of a batch make. */
const SQUARE = Math.sqrt(BATCH_ITEMS.coords);

/** While a band is gone through column by column, its rows and two shots more are held; the largest captures come in bands of two. */
function bandRows([first]: Cell[]): number {
  const fit = first ? Math.floor(HELD_SHOT_PIXELS / (first.width * first.height)) - 2 : SQUARE;
  return Math.max(2, Math.min(SQUARE, fit));
}

/**
 * The order in which every 64 that follow each other are neighbours, whatever the grid: in bands of about eight rows, each gone
 * through column by column, there and back. Squares one after the other would leave a rest at the right of each band, and
 * batches that take from two places from there on.
 */
export function batchOrder<Item extends Cell>(items: Item[]): Item[] {
  const rows = ranks(items.map(({ row }) => row));
  const bands = Math.max(1, Math.round(rows.size / bandRows(items)));
  const bandOf = ({ row }: Cell) => Math.floor((rows.get(row)! * bands) / rows.size);
  const across = (a: Cell, b: Cell) => (bandOf(a) % 2 === 0 ? a.col - b.col : b.col - a.col);
  return items.toSorted((a, b) => bandOf(a) - bandOf(b) || across(a, b) || a.row - b.row);
}
