/** A list of positions: where every shot is, in px of the plan. Rows and columns are derived where the list has none. */
import * as z from 'zod';
import { collisions, type Placed, type Placement } from './grid.ts';

const Cell = z.int().min(0).max(9999);
const Entry = z.object({
  file: z.string().min(1),
  nominal: z.tuple([z.number().finite(), z.number().finite()]),
  row: Cell.optional(),
  col: Cell.optional(),
});
type Entry = z.infer<typeof Entry>;

/** Answers the entries, or a sentence that says what is wrong with the file. */
export function readPositions(text: string): Entry[] | string {
  let content: unknown;
  try {
    // Editors on Windows begin a file with a byte order mark, which is no JSON.
    content = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return `is not JSON: ${(error as Error).message}`;
  }
  const list = Array.isArray(content) ? content : (content as { captures?: unknown } | null)?.captures;
  const parsed = z.array(Entry).min(1).safeParse(list);
  if (parsed.success) return parsed.data;
  const [entry, field] = parsed.error.issues[0]?.path ?? [];
  const where = typeof entry === 'number' ? wrongEntry(entry, (list as unknown[])[entry], field) : 'no list of shots';
  return `is not of the form [{"file","nominal":[x,y]}] or {"captures":[...]} (${where})`;
}

/** Counted from 1, as people do, and with its file, because nobody counts far. */
function wrongEntry(index: number, entry: unknown, field: PropertyKey | undefined): string {
  const { file } = Entry.pick({ file: true }).safeParse(entry).data ?? {};
  const what =
    field === undefined
      ? 'is no {"file","nominal":[x,y]}'
      : `${String(field)} must be ${MUST_BE[field as keyof Entry]}`;
  return `entry ${index + 1}${file === undefined ? '' : `, ${file}`}: ${what}`;
}

const MUST_BE: Record<keyof Entry, string> = {
  file: 'the name of a picture',
  nominal: 'two numbers: [x, y] in px',
  row: 'a whole number from 0 to 9999',
  col: 'a whole number from 0 to 9999',
};

/** Every listed file must be in `files`, and every file listed once. */
export function placeByPositions(entries: Entry[], files: string[]): Placement {
  const present = new Set(files);
  const listed = Map.groupBy(entries, ({ file }) => file);
  const problems = [
    ...summed(
      [...listed.keys()].filter((file) => !present.has(file)),
      (file) => `${file}: listed in the positions, but missing. Add it, or take it off the list.`,
      (some, many) =>
        `${many} of the ${listed.size} pictures in the positions are missing: ${some}. Add them, or take them off the list.`,
    ),
    ...summed(
      files.filter((file) => !listed.has(file)),
      (file) => `${file}: not in the positions. List it, or take it out of the folder.`,
      (some, many) =>
        `${many} of the ${files.length} pictures are not in the positions: ${some}. List them, or take them out of the folder.`,
    ),
    ...[...listed]
      .filter(([, all]) => all.length > 1)
      .map(([file]) => `${file}: listed twice. Keep one of the entries.`),
  ];
  const cells = entries.every(({ row, col }) => row !== undefined && col !== undefined)
    ? entries.map(({ row, col }) => ({ row: row!, col: col! }))
    : deriveCells(entries.map(({ nominal }) => nominal));
  const placed = entries.map(({ file, nominal }, i): Placed => ({ file, nominal, ...cells[i]! }));
  return { placed, problems: problems.length ? problems : collisions(placed) };
}

/** A list for another folder fits in nothing: that is said once. */
const NAMED_ALONE = 5;
const NAMED_TOGETHER = 3;

function summed(names: string[], alone: (name: string) => string, together: (names: string, count: number) => string) {
  if (names.length <= NAMED_ALONE) return names.map(alone);
  const some = names.slice(0, NAMED_TOGETHER).join(', ');
  return [together(`${some} and ${names.length - NAMED_TOGETHER} more`, names.length)];
}

/**
 * Rows and columns of a grid whose positions wobble: sorted coordinates of one axis belong together until a gap wider than
 * a quarter of the widest one of both axes, or half the step where that is less. The widest gap is the grid's step, or up
 * to three steps where shots are missing; looking at both axes keeps a single row, whose y only wobbles, in one piece. The
 * step, which parts of a map that lie far apart do not change, is what lies between a shot and its nearest neighbour.
 */
export function deriveCells(positions: [number, number][]): { row: number; col: number }[] {
  const xs = positions.map(([x]) => x);
  const ys = positions.map(([, y]) => y);
  const widest = Math.max(...gaps(xs), ...gaps(ys), 0);
  const limit = Math.min(widest / 4, stepOf(positions) / 2);
  const cols = bands(xs, limit);
  const rows = bands(ys, limit);
  return positions.map((_, i) => ({ row: rows[i]!, col: cols[i]! }));
}

/** Median distance of the shots to their nearest neighbours, along x or y, whichever is more; Infinity for one shot. */
function stepOf(positions: [number, number][]): number {
  const sorted = [...positions].sort(([a], [b]) => a - b);
  const nearest = sorted.map(([x, y], i) => {
    let least = Number.POSITIVE_INFINITY;
    for (const step of [-1, 1]) {
      for (let j = i + step; sorted[j] && Math.abs(sorted[j]![0] - x) < least; j += step)
        least = Math.min(least, Math.max(Math.abs(sorted[j]![0] - x), Math.abs(sorted[j]![1] - y)));
    }
    return least;
  });
  return ascending(nearest)[nearest.length >> 1] ?? Number.POSITIVE_INFINITY;
}

const ascending = (values: number[]) => [...values].sort((a, b) => a - b);
const gaps = (values: number[]) => ascending(values).map((value, i, sorted) => (i ? value - sorted[i - 1]! : 0));

function bands(values: number[], limit: number): number[] {
  const widths = gaps(values);
  const starts = ascending(values).filter((_, i) => widths[i]! > limit);
  return values.map((value) => starts.findLastIndex((start) => value >= start) + 1);
}
