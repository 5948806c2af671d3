import '../data/zod-without-eval.ts';
import { cellOfName, type Placement, placeByNames } from '../../client/grid.ts';
import { placeByPositions, readPositions } from '../../client/positions.ts';

/** The grid by row and column in the names, as the command line reads them; nominal positions are `step` px apart. */
export function gridFromNames(files: string[], step: { width: number; height: number }): Placement {
  const nowhere = files.filter((file) => !cellOfName(file));
  if (nowhere.length === 0) return placeByNames(files, [step.width, step.height]);
  const remedy = 'its name says no row and column. Rename it like r03_c07.png, or add a positions.json.';
  return { placed: [], problems: nowhere.map((file) => `${file}: ${remedy}`) };
}

/** The grid by the text of a `positions.json`, in the forms that the command line reads. */
export function gridFromPositions(files: string[], json: string): Placement {
  const entries = readPositions(json);
  if (typeof entries === 'string') return { placed: [], problems: [`positions.json: it ${entries}`] };
  return placeByPositions(entries, files);
}
