/** Where every shot belongs in the grid, from its name or from an order. Pure: for the command and the pages alike. */
export const ORDERS = ['names', 'rows', 'columns', 'snake'] as const;
export type Order = (typeof ORDERS)[number];
export type Placed = { file: string; row: number; col: number; nominal: [number, number] };
/** Shots with a place, or what is wrong, a line a file. */
export type Placement = { placed: Placed[]; problems: string[] };

/** `r03_c12` or `03_12` anywhere in the name, not inside a longer number. */
const IN_NAME = /(?:^|[^a-z0-9])(?:r(\d{1,4})[_-]c(\d{1,4})|(\d{1,4})_(\d{1,4}))(?!\d)/di;

export function cellOfName(name: string): { row: number; col: number } | undefined {
  const match = IN_NAME.exec(name);
  return match ? { row: Number(match[1] ?? match[3]), col: Number(match[2] ?? match[4]) } : undefined;
}

/** The name that a shot of this cell would have, in the manner of another shot's. */
export function nameOfCell({ row, col }: { row: number; col: number }, like: string): string {
  const places =
    IN_NAME.exec(like)
      ?.indices?.slice(1)
      .filter((place) => place !== undefined) ?? [];
  const [[rowFrom, rowTo], [colFrom, colTo]] = places as [[number, number], [number, number]];
  const [rowPart, colPart] = [`${row}`.padStart(rowTo - rowFrom, '0'), `${col}`.padStart(colTo - colFrom, '0')];
  return like.slice(0, rowFrom) + rowPart + like.slice(rowTo, colFrom) + colPart + like.slice(colTo);
}

/** Row and column from the names. */
export function placeByNames(files: string[], step: [number, number]): Placement {
  const placed: Placed[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const cell = cellOfName(file);
    if (cell) placed.push(atCell(file, cell, step));
    else problems.push(`${file}: its name tells no place. Name it like r03_c12.png, or give --columns or --positions.`);
  }
  return { placed, problems: [...problems, ...collisions(placed)] };
}

/**
 * `columns` wide, files sorted as people sort names (9 before 10). `rows` and `names` fill row by row, `columns` column by
 * column, `snake` row by row with every second one backwards.
 */
export function placeByOrder(files: string[], columns: number, order: Order, step: [number, number]): Placement {
  const sorted = [...files].sort(new Intl.Collator('en', { numeric: true }).compare);
  const rows = Math.ceil(sorted.length / columns);
  const placed = sorted.map((file, i) => {
    if (order === 'columns') return atCell(file, { row: i % rows, col: Math.floor(i / rows) }, step);
    const row = Math.floor(i / columns);
    const col = i % columns;
    return atCell(file, { row, col: order === 'snake' && row % 2 ? columns - 1 - col : col }, step);
  });
  return { placed, problems: [] };
}

const atCell = (file: string, { row, col }: { row: number; col: number }, [dx, dy]: [number, number]): Placed => ({
  file,
  row,
  col,
  nominal: [col * dx, row * dy],
});

export function collisions(placed: Placed[]): string[] {
  const cells = Map.groupBy(placed, ({ row, col }) => `row ${row}, column ${col}`);
  return [...cells].flatMap(([cell, shots]) =>
    shots.length > 1
      ? [`${shots.map(({ file }) => file).join(', ')}: all at ${cell}. Rename or remove all but one of them.`]
      : [],
  );
}
