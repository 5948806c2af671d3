/** Which shot stands where: from a `positions.json`, or from row and column in the names. Pure: names and text in, plan out. */
export type Planned = { name: string; row: number; col: number; nominal: [number, number] };
export type Problem = { file: string; message: string };
export type Grid = { shots: Planned[]; problems: Problem[]; fromPositions: boolean };

const NAME_FORMS = [/r(\d{1,4})[_-]?c(\d{1,4})(?!\d)/i, /(?<!\d)(\d{1,4})[_-](\d{1,4})(?!\d)/];

/** Row and column in a name: `r03_c07`, `shot_03_07.png`; undefined when it says none. */
export function rowAndColumn(name: string): { row: number; col: number } | undefined {
  const found = NAME_FORMS.map((form) => form.exec(name.replace(/\.[^.]*$/, ''))).find(Boolean);
  return found ? { row: Number(found[1]), col: Number(found[2]) } : undefined;
}

/** The grid by names; nominal positions are `step` px apart. */
export function gridFromNames(names: string[], step: { width: number; height: number }): Grid {
  const problems: Problem[] = [];
  const shots: Planned[] = [];
  for (const name of names) {
    const place = rowAndColumn(name);
    if (place) shots.push({ name, ...place, nominal: [place.col * step.width, place.row * step.height] });
    else {
      const message = 'its name says no row and column. Rename it like r03_c07.png, or add a positions.json.';
      problems.push({ file: name, message });
    }
  }
  return { shots, problems: [...problems, ...doubled(shots)], fromPositions: false };
}

type Entry = { file: string; nominal: [number, number]; row?: number; col?: number };

/** The grid by `[{"file", "nominal": [x, y]}]` or `{"captures": [...]}`; row and column are derived when not given. */
export function gridFromPositions(names: string[], file: string, json: string): Grid {
  const entries = readEntries(json);
  if (typeof entries === 'string') return { shots: [], problems: [{ file, message: entries }], fromPositions: true };
  const present = new Set(names);
  const listed = new Set(entries.map((entry) => entry.file));
  const problems = [
    ...entries
      .filter((entry) => !present.has(entry.file))
      .map((entry) => ({ file: entry.file, message: `${file} lists it, but it is not among the files. Add it.` })),
    ...names
      .filter((name) => !listed.has(name))
      .map((name) => ({ file: name, message: `${file} does not list it. Add its position or leave it out.` })),
  ];
  const rows = ranks(entries.map((entry) => entry.nominal[1]));
  const columns = ranks(entries.map((entry) => entry.nominal[0]));
  const shots = entries.map((entry) => ({
    name: entry.file,
    row: entry.row ?? rows(entry.nominal[1]),
    col: entry.col ?? columns(entry.nominal[0]),
    nominal: entry.nominal,
  }));
  return { shots, problems: [...problems, ...doubled(shots)], fromPositions: true };
}

function readEntries(json: string): Entry[] | string {
  try {
    const read = JSON.parse(json);
    const entries: unknown[] = Array.isArray(read) ? read : read.captures;
    const bad = entries.findIndex((entry) => !isEntry(entry));
    return bad < 0 ? (entries as Entry[]) : `entry ${bad + 1} is not {"file": "name", "nominal": [x, y]}.`;
  } catch {
    return 'it is not a list of {"file", "nominal": [x, y]}, nor {"captures": [...]} of that form.';
  }
}

const isEntry = (entry: unknown): boolean => {
  const { file, nominal, row, col } = entry as Entry;
  const index = (value?: number) => value === undefined || (Number.isInteger(value) && value >= 0);
  const point = Array.isArray(nominal) && nominal.length === 2 && nominal.every(Number.isFinite);
  return typeof file === 'string' && point && index(row) && index(col);
};

/**
 * Numbers the lines of a grid from its coordinates. Shots of one line differ by a few px (a person or a game scrolls by
 * whole cells), lines by most of a shot: a new line begins where the gap is larger than half the largest gap.
 */
function ranks(values: number[]): (value: number) => number {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const gaps = sorted.map((value, index) => (index === 0 ? 0 : value - sorted[index - 1]!));
  const enough = Math.max(...gaps) / 2;
  const line = new Map<number, number>();
  let current = 0;
  sorted.forEach((value, index) => {
    if (index > 0 && gaps[index]! > enough) current++;
    line.set(value, current);
  });
  return (value) => line.get(value)!;
}

function doubled(shots: Planned[]): Problem[] {
  const first = new Map<string, string>();
  return shots.flatMap(({ name, row, col }) => {
    const earlier = first.get(`${row}_${col}`);
    if (earlier === undefined) {
      first.set(`${row}_${col}`, name);
      return [];
    }
    return [
      { file: name, message: `it is at row ${row}, column ${col}, as ${earlier} is. Give each shot its own place.` },
    ];
  });
}
