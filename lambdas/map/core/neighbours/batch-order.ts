import { BATCH_ITEMS } from '../../../../lib/limits.ts';
import { ranks } from './neighbours.ts';

type Cell = { row: number; col: number };

/** Side of the square that the shots of a batch make. */
const SQUARE = Math.sqrt(BATCH_ITEMS.coords);

/**
 * The order in which every 64 that follow each other are neighbours, whatever the grid: in bands of about eight rows, each gone
 * through column by column, there and back. Squares one after the other would leave a rest at the right of each band, and
 * batches that take from two places from there on.
 */
export function batchOrder<Item extends Cell>(items: Item[]): Item[] {
  const rows = ranks(items.map(({ row }) => row));
  const bands = Math.max(1, Math.round(rows.size / SQUARE));
  const bandOf = ({ row }: Cell) => Math.floor((rows.get(row)! * bands) / rows.size);
  const across = (a: Cell, b: Cell) => (bandOf(a) % 2 === 0 ? a.col - b.col : b.col - a.col);
  return items.toSorted((a, b) => bandOf(a) - bandOf(b) || across(a, b) || a.row - b.row);
}
