/** What stands in the way of a map, a line a file: `r0_c0.png: is empty. Capture it again.` */

/** What is wrong with one file, as it was; or with several of them alike, and with which. */
export type ToldProblem = string | { what: string; files: string[] };

/** One sentence with so many names behind it is read sooner than a line for each. */
const ALIKE = 3;

/** The same sentence about several files is told once, where the first of them stood. */
export function toldProblems(lines: readonly string[]): ToldProblem[] {
  const alike = Map.groupBy(lines, whatIsWrong);
  const told = new Set<string>();
  return lines.flatMap((line): ToldProblem[] => {
    const what = whatIsWrong(line);
    const all = alike.get(what)!;
    if (all.length < ALIKE || what === line) return [line];
    if (told.has(what)) return [];
    told.add(what);
    return [{ what, files: all.map((each) => each.slice(0, each.indexOf(': '))) }];
  });
}

/** `is empty. Capture it again.`; the whole line where it names no file. A name may hold a colon, too, but no blank is behind that. */
const whatIsWrong = (line: string) => line.slice(line.indexOf(': ') + 1).trim();
